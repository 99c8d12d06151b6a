import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { DataResource } from 'cdktf';
import type { Construct } from 'constructs';
import {
  IMAGE_ORIGINS,
  MOVIE_PROVIDERS,
  ORIGIN_VERIFY_HEADER,
  pageSecurityHeaders,
} from '../../server/src/composition/deployment.ts';
import type { Environment } from '../config/schema.ts';
import { AccessLog } from '../constructs/access-log.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Firewall } from '../constructs/firewall.ts';
import { cognitoOrigins } from '../constructs/sign-in.ts';
import { SiteDomain } from '../constructs/site-domain.ts';
import { StaticSite } from '../constructs/static-site.ts';
import { SyntheticCheck } from '../constructs/synthetic-check.ts';
import { MarqueeStack } from './marquee-stack.ts';
import { alarmTopic, cognitoDomainPrefix, EDGE_REGION, nameIn, pageBucket } from './names.ts';
import { edgeWatches } from './watches.ts';

/**
 * The stack with the page, and with the distribution in front of page and API. It takes only the API's domain from the
 * server's stack, as a variable.
 */
export class ClientStack extends MarqueeStack {
  constructor(scope: Construct, environment: Environment) {
    const name = nameIn(environment);
    super(scope, `${name}-client`, {
      region: environment.region,
      account: environment.account,
      tags: { environment: environment.name },
    });
    const { domain, hasFirewall } = environment;
    const apiDomain = this.variable(
      'api_domain',
      "The API's domain, the output api_domain of the server stack. Empty: the page is served, and /v1/* answers 503.",
      '',
    );
    const provider = this.providerOfCloudFront();
    const { distribution, bucket } = new StaticSite(this, 'site', {
      name,
      bucketName: pageBucket(environment, this.accountId),
      isProtected: environment.isProtected,
      apiDomain: apiDomain.fqn,
      apiHeader: hasFirewall ? this.#originVerify() : undefined,
      headers: pageSecurityHeaders({
        connect: this.#issuerOrigins(environment),
        images: imageOrigins(environment),
      }),
      domain: domain && new SiteDomain(this, 'domain', { domain, provider }),
      firewallArn: hasFirewall ? new Firewall(this, 'firewall', { name, provider }).arn : undefined,
    });
    new AccessLog(this, 'access-log', {
      name: `${name}-page`,
      distributionArn: distribution.arn,
      retentionDays: environment.logRetentionDays,
      provider,
    });
    const host = domain?.name ?? distribution.domainName;
    this.#alarms(environment, distribution.id, host, provider);
    this.output('page_url', `https://${host}`, 'Where the page is');
    this.output('page_bucket', bucket.bucket.bucket, 'Bucket with the files of the page');
    this.output('distribution_id', distribution.id, 'Distribution to invalidate after an upload');
  }

  /**
   * Alarms on what AWS measures in us-east-1 only. An alarm can use only a topic of its own region. So an environment in
   * another region has a second topic.
   */
  #alarms(environment: Environment, distributionId: string, host: string, provider: AwsProvider): void {
    const { alarms, region } = environment;
    if (alarms === false) return;
    const check = alarms.syntheticCheck
      ? new SyntheticCheck(this, 'synthetic-check', { host, path: '/v1/health', contains: '"status":"ok"' })
      : undefined;
    const isHere = region === EDGE_REGION;
    const { topicArn } = new Alarms(this, 'alarms', {
      ...{ name: nameIn(environment), accountId: this.accountId, provider },
      ...(isHere ? { topicArn: alarmTopic(environment, this.accountId) } : { email: alarms.email }),
      watches: edgeWatches({ distributionId, healthCheckId: check?.id }),
    });
    if (!isHere) this.output('alarm_topic_arn', topicArn, 'SNS topic of the alarms in us-east-1: subscribe to it too');
  }

  /**
   * The header by which the API recognises that a request came through CloudFront, and so through the firewall. Terraform
   * draws the secret once, keeps it in the state, and never prints it. The server's stack gets only its hash.
   */
  #originVerify() {
    const secret = new DataResource(this, 'origin-verify', { lifecycle: { ignoreChanges: ['triggers_replace'] } });
    // The secret cannot be in `input`, because Terraform prints the copy of `input` in the attribute `output`.
    secret.addOverride('triggers_replace', '${sensitive(uuid())}');
    secret.overrideLogicalId('origin_verify');
    const value = `sensitive(${secret.fqn}.triggers_replace)`;
    this.output(
      'origin_verify_sha256',
      `\${nonsensitive(sha256(${value}))}`,
      'For the server stack: TF_VAR_origin_verify_sha256',
    );
    return { name: ORIGIN_VERIFY_HEADER, value: `\${${value}}` };
  }

  /** Origins that the page calls to sign people in. */
  #issuerOrigins({ name, region, writers }: Environment): string[] {
    switch (writers.kind) {
      case 'nobody':
        return [];
      case 'issuer':
        return [new URL(writers.issuer).origin];
      case 'cognito':
        return cognitoOrigins(region, cognitoDomainPrefix(name, this.accountId));
    }
  }
}

/** Films of the catalogue may have posters of TMDB and Wikipedia, whichever provider is chosen. */
function imageOrigins({ movieProvider }: Environment): readonly string[] {
  return [...new Set([...IMAGE_ORIGINS, new URL(MOVIE_PROVIDERS[movieProvider].imageUrl).origin])];
}
