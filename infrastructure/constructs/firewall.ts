import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl/index.js';
import { Construct } from 'constructs';

/** The limit of requests from one IP address in five minutes. */
const REQUESTS_OF_ONE_ADDRESS = 3_000;

/** Blocks known attacks, and addresses that send too many requests. Its cost is in docs/cost.md. */
export class Firewall extends Construct {
  readonly arn: string;

  /** @param provider a provider of us-east-1, because firewalls for CloudFront have to be there */
  constructor(scope: Construct, id: string, { name, provider }: { name: string; provider: AwsProvider }) {
    super(scope, id);
    const metrics = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    });
    this.arn = new Wafv2WebAcl(this, 'acl', {
      name,
      provider,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: metrics(name),
      rule: [
        {
          name: 'known-bad-inputs',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managed_rule_group_statement: { vendor_name: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' },
          },
          visibilityConfig: metrics(`${name}-known-bad-inputs`),
        },
        {
          name: 'rate-of-one-address',
          priority: 2,
          action: { block: {} },
          statement: { rate_based_statement: { limit: REQUESTS_OF_ONE_ADDRESS, aggregate_key_type: 'IP' } },
          visibilityConfig: metrics(`${name}-rate`),
        },
      ],
    }).arn;
  }
}
