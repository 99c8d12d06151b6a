import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { Construct } from 'constructs';
import { identityPolicy } from './policy.ts';

export type BoundaryProps = {
  readonly name: string;
  /** Prefix of the names of the environment's resources, such as `marquee-dev`. */
  readonly prefix: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  /** ARN of the environment's own KMS key for the tables. */
  readonly tableKeyArn: string | undefined;
  readonly hasOpenSearch: boolean;
};

/**
 * The permissions boundary of an environment: no role of its functions may do more than this, even if the role's own policy
 * allows more. A workflow that deploys can create only roles with the boundary of its own environment. So it cannot use a
 * function to gain permissions that it does not have itself, and no function of it reaches another environment.
 */
export class Boundary extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: BoundaryProps) {
    super(scope, id);
    const { name, prefix, environment, region, accountId, tableKeyArn, hasOpenSearch } = props;
    const ours = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
    const parameters = ours('ssm', `parameter/marquee/${environment}/*`);
    this.policy = new IamPolicy(this, 'policy', {
      name,
      description: `The most that a function of ${prefix} may do`,
      policy: identityPolicy([
        {
          actions: ['dynamodb:*Item', 'dynamodb:Query', 'dynamodb:Scan'],
          resources: [ours('dynamodb', `table/${prefix}-*`)],
        },
        {
          actions: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
          resources: [`arn:aws:s3:::${prefix}-*-${accountId}`, `arn:aws:s3:::${prefix}-*-${accountId}/*`],
        },
        {
          actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
          resources: [ours('sqs', `${prefix}-*`)],
        },
        { actions: ['ssm:GetParameter'], resources: [parameters] },
        {
          actions: ['kms:Decrypt'],
          resources: [ours('kms', 'key/*')],
          conditions: {
            StringEquals: { 'kms:ViaService': `ssm.${region}.amazonaws.com` },
            // All parameters of an account may share one key, so the key does not say whose parameter it is.
            StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': parameters },
          },
        },
        ...(tableKeyArn === undefined
          ? []
          : [
              {
                actions: ['kms:Decrypt'],
                resources: [tableKeyArn],
                conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
              },
            ]),
        ...(hasOpenSearch ? [{ actions: ['es:ESHttp*'], resources: [ours('es', `domain/${prefix}-*`)] }] : []),
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [ours('logs', `log-group:/aws/lambda/${prefix}-*`)],
        },
        // AWS does not restrict these to resources.
        { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
        { actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] },
      ]),
    });
  }
}
