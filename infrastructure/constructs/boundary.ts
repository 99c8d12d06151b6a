import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { Construct } from 'constructs';
import { identityPolicy } from './policy.ts';

/**
 * The permissions boundary: no function may do more than this, even if its own policy allows more. A workflow that
 * deploys can create only roles with this boundary, so it cannot use a function to gain permissions that it does not
 * have itself.
 */
export class Boundary extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, { name, accountId }: { name: string; accountId: string }) {
    super(scope, id);
    const ours = (service: string, rest: string) => `arn:aws:${service}:*:${accountId}:${rest}`;
    this.policy = new IamPolicy(this, 'policy', {
      name,
      description: 'The most that a function of Marquee may do',
      policy: identityPolicy([
        {
          actions: ['dynamodb:*Item', 'dynamodb:Query', 'dynamodb:Scan'],
          resources: [ours('dynamodb', 'table/marquee-*')],
        },
        {
          actions: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
          resources: [`arn:aws:s3:::marquee-*-${accountId}`, `arn:aws:s3:::marquee-*-${accountId}/*`],
        },
        {
          actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
          resources: [ours('sqs', 'marquee-*')],
        },
        { actions: ['ssm:GetParameter'], resources: [ours('ssm', 'parameter/marquee/*')] },
        {
          actions: ['kms:Decrypt'],
          resources: [ours('kms', 'key/*')],
          conditions: { StringLike: { 'kms:ViaService': ['dynamodb.*.amazonaws.com', 'ssm.*.amazonaws.com'] } },
        },
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [ours('logs', 'log-group:/aws/lambda/marquee-*')],
        },
        { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
        { actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] },
      ]),
    });
  }
}
