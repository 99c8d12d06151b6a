import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery/index.js';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination/index.js';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Construct } from 'constructs';

/** The query string and the IP address are left out, because they would show who searches for what. */
const FIELDS = [
  ...['date', 'time', 'x-edge-request-id', 'cs-method', 'cs-uri-stem', 'sc-status', 'sc-bytes', 'time-taken'],
  'x-edge-result-type',
];

export type AccessLogProps = {
  readonly name: string;
  readonly distributionArn: string;
  readonly retentionDays: number;
  /** A provider of us-east-1, because CloudFront delivers logs from there. */
  readonly provider: AwsProvider;
};

/** The access log of a distribution, in CloudWatch. */
export class AccessLog extends Construct {
  constructor(scope: Construct, id: string, { name, distributionArn, retentionDays, provider }: AccessLogProps) {
    super(scope, id);
    // A log group with this prefix needs no entry in the account's CloudWatch resource policy.
    const log = new CloudwatchLogGroup(this, 'log', {
      name: `/aws/vendedlogs/${name}`,
      retentionInDays: retentionDays,
      provider,
    });
    const source = new CloudwatchLogDeliverySource(this, 'source', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
      provider,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, 'destination', {
      name,
      outputFormat: 'json',
      deliveryDestinationConfiguration: [{ destinationResourceArn: log.arn }],
      provider,
    });
    new CloudwatchLogDelivery(this, 'delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: FIELDS,
      provider,
    });
  }
}
