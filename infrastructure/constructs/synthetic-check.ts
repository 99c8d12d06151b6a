import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check/index.js';
import { Construct } from 'constructs';

export type SyntheticCheckProps = {
  /** Name of the host that visitors use. */
  readonly host: string;
  readonly path: string;
  /** What the first 5,120 bytes of the answer must contain. */
  readonly contains: string;
};

/** The fewest regions that Route 53 allows. Each further region means more requests to pay for. */
export const CHECKING_REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];

/**
 * Calls a public address over HTTPS from three regions. The check fails while most of the regions have seen three bad
 * answers in a row.
 */
export class SyntheticCheck extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { host, path, contains }: SyntheticCheckProps) {
    super(scope, id);
    this.id = new Route53HealthCheck(this, 'check', {
      ...{ type: 'HTTPS_STR_MATCH', fqdn: host, port: 443, enableSni: true },
      ...{ resourcePath: path, searchString: contains, requestInterval: 30, failureThreshold: 3 },
      regions: CHECKING_REGIONS,
    }).id;
  }
}
