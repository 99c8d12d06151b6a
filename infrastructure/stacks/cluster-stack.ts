import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { Construct } from 'constructs';
import { MOVIE_PROVIDERS } from '../../server/src/composition/deployment.ts';
import type { Environment } from '../config/schema.ts';
import { assumedByServiceAccount, identityPolicy, type Statement } from '../constructs/policy.ts';
import { functionGrants, SNAPSHOTS_PREFIX } from './function-grants.ts';
import { MarqueeStack } from './marquee-stack.ts';
import { boundaryOf, nameIn, searchDomainOf } from './names.ts';
import { decryptingTables, readingForRequests } from './on-behalf-grants.ts';

/** The names of the service accounts in kubernetes/. */
const SERVICE_ACCOUNTS = { api: 'marquee', worker: 'marquee-worker' } as const;

/**
 * The roles of pods that run the API, or the worker, over the tables of an environment. They may do what the functions that
 * run the same code may do. The stack names the resources of the server stack and does not read that stack's state, so it
 * can be applied by whoever manages the cluster.
 */
export class ClusterStack extends MarqueeStack {
  constructor(scope: Construct, environment: Environment, cluster: NonNullable<Environment['cluster']>) {
    const name = nameIn(environment);
    super(scope, `${name}-cluster`, {
      region: environment.region,
      account: environment.account,
      tags: { environment: environment.name },
    });
    const issuer = cluster.issuer.replace('https://', '');
    for (const [part, statements] of Object.entries(this.#grants(environment))) {
      const account = SERVICE_ACCOUNTS[part as keyof typeof SERVICE_ACCOUNTS];
      const role = new IamRole(this, `${part}-role`, {
        name: `${name}-cluster-${part}`,
        assumeRolePolicy: assumedByServiceAccount(this.accountId, issuer, {
          namespace: cluster.namespace,
          name: account,
        }),
        permissionsBoundary: `arn:aws:iam::${this.accountId}:policy/${boundaryOf(environment)}`,
      });
      new IamRolePolicy(this, `${part}-policy`, {
        name: 'what-it-calls',
        role: role.id,
        policy: identityPolicy(statements),
      });
      this.output(`${part}_role_arn`, role.arn, `For the annotation of the service account ${account}`);
    }
  }

  #grants(environment: Environment): Record<keyof typeof SERVICE_ACCOUNTS, Statement[]> {
    const { accountId } = this;
    const name = nameIn(environment);
    const { region, tableKeyArn, movieProvider } = environment;
    const ours = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
    const resources = {
      ...{ region, accountId, tableKeyArn },
      // The pods use a restored table as soon as their settings name it.
      films: [ours('dynamodb', `table/${name}-films`), ours('dynamodb', `table/${name}-films-*`)],
      cache: ours('dynamodb', `table/${name}-cache`),
      imports: `arn:aws:s3:::${name}-imports-${accountId}`,
      snapshots: { bucket: `arn:aws:s3:::${name}-snapshots-${accountId}`, prefix: SNAPSHOTS_PREFIX },
      purges: ours('sqs', `${name}-purges`),
      searchDomain: searchDomainOf(environment, accountId),
      token: ours('ssm', `parameter/marquee/${environment.name}/${MOVIE_PROVIDERS[movieProvider].parameterName}`),
    };
    const grants = functionGrants(resources);
    const receiving = { actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], resources: [resources.purges] };
    return {
      api: [...grants.api, ...readingForRequests(resources), ...decryptingTables(resources)],
      worker: [...grants.snapshot, ...grants.purge, receiving, ...decryptingTables(resources)],
    };
  }
}
