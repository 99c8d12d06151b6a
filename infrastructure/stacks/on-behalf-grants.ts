import type { FunctionName } from '../bundles/pack-bundles.ts';
import type { Statement } from '../constructs/policy.ts';

/** What no code of ours calls, and why the role needs it all the same. */
export type ReasonedStatement = Statement & { readonly reason: string };

export type OnBehalfResources = {
  readonly region: string;
  readonly accountId: string;
  /** Of the function's log group. */
  readonly logGroup: string;
  readonly purges: string;
  readonly failures: string;
  readonly token: string;
  readonly snapshots: { readonly bucket: string; readonly prefix: string };
};

/** What AWS does in a function's name, and what changes an answer of AWS. Everything else is in function-grants.ts. */
export function onBehalfGrants(name: FunctionName, resources: OnBehalfResources): ReasonedStatement[] {
  const { region, accountId, logGroup, purges, failures, token, snapshots } = resources;
  const everyFunction: ReasonedStatement[] = [
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${logGroup}:*`],
      reason: 'Lambda writes the log.',
    },
    {
      actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      resources: ['*'],
      reason: 'Lambda sends traces; X-Ray knows no resources.',
    },
  ];
  const deadLetter: ReasonedStatement = {
    actions: ['sqs:SendMessage'],
    resources: [failures],
    reason: 'Lambda puts events there that failed to the last try.',
  };
  const others: Record<FunctionName, ReasonedStatement[]> = {
    api: [
      {
        actions: ['s3:ListBucket'],
        resources: [snapshots.bucket],
        conditions: { StringLike: { 's3:prefix': `${snapshots.prefix}*` } },
        reason: 'Without it S3 answers 403 for a snapshot that is gone, with it 404, which the code understands.',
      },
      {
        actions: ['kms:Decrypt'],
        resources: [`arn:aws:kms:${region}:${accountId}:key/*`],
        conditions: {
          StringEquals: {
            'kms:ViaService': `ssm.${region}.amazonaws.com`,
            'kms:EncryptionContext:PARAMETER_ARN': token,
          },
        },
        reason:
          'SSM decrypts the parameter, and nothing else, under a key that AWS makes and whose id nobody knows before.',
      },
    ],
    import: [deadLetter],
    snapshot: [deadLetter],
    purge: [
      {
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [purges],
        reason: 'Lambda takes the messages from the queue and calls the function with them.',
      },
    ],
  };
  return [...everyFunction, ...others[name]];
}
