import type { FunctionName } from '../bundles/pack-bundles.ts';
import type { Statement } from '../constructs/policy.ts';

/** A permission, and why the role needs it. */
export type ReasonedStatement = Statement & { readonly reason: string };

export type OnBehalfResources = {
  readonly region: string;
  readonly accountId: string;
  /** ARN of the function's log group. */
  readonly logGroup: string;
  readonly purges: string;
  readonly failures: string;
  readonly token: string;
  readonly snapshots: { readonly bucket: string; readonly prefix: string };
  /** The key under which the tables are encrypted. Absent: a key that AWS owns, for which nobody needs a permission. */
  readonly tableKeyArn?: string | undefined;
};

/**
 * Permissions for what AWS does on behalf of a function, permissions that only change how AWS answers, and permissions that
 * AWS does not restrict to resources. Our code uses only one of them, `cloudwatch:GetMetricData`. All other permissions are in
 * function-grants.ts.
 */
export function onBehalfGrants(name: FunctionName, resources: OnBehalfResources): ReasonedStatement[] {
  const { logGroup, purges, failures } = resources;
  const everyFunction: ReasonedStatement[] = [
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${logGroup}:*`],
      reason: 'Lambda writes the log.',
    },
    {
      actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      resources: ['*'],
      reason: 'Lambda sends traces; X-Ray does not restrict these actions to resources.',
    },
    ...decryptingTables(resources),
  ];
  const deadLetter: ReasonedStatement = {
    actions: ['sqs:SendMessage'],
    resources: [failures],
    reason: 'Lambda puts an event there when its last retry has failed.',
  };
  const others: Record<FunctionName, ReasonedStatement[]> = {
    api: [
      {
        actions: ['cloudwatch:GetMetricData'],
        resources: ['*'],
        reason: 'The status reads the metrics; CloudWatch does not restrict this action to resources or namespaces.',
      },
      ...readingForRequests(resources),
    ],
    import: [deadLetter],
    snapshot: [deadLetter],
    purge: [
      {
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [purges],
        reason: 'Lambda receives messages from the queue and calls the function with them.',
      },
    ],
  };
  return [...everyFunction, ...others[name]];
}

/** Permissions of everyone who uses the tables, wherever the process runs. */
export function decryptingTables({ region, tableKeyArn }: Pick<OnBehalfResources, 'region' | 'tableKeyArn'>) {
  if (tableKeyArn === undefined) return [];
  const decrypt: ReasonedStatement = {
    actions: ['kms:Decrypt'],
    resources: [tableKeyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    reason: "DynamoDB decrypts the key of a table for each caller, with that caller's permissions.",
  };
  return [decrypt];
}

/** Permissions of everyone who answers requests, wherever the process runs. */
export function readingForRequests({
  region,
  accountId,
  token,
  snapshots,
}: Pick<OnBehalfResources, 'region' | 'accountId' | 'token' | 'snapshots'>): ReasonedStatement[] {
  return [
    {
      actions: ['s3:ListBucket'],
      resources: [snapshots.bucket],
      conditions: { StringLike: { 's3:prefix': `${snapshots.prefix}*` } },
      reason: 'For a missing snapshot S3 answers 403 without this permission, and with it 404, which the code handles.',
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
      reason: 'SSM decrypts this parameter, and nothing else. AWS creates the key, so its id is not known beforehand.',
    },
  ];
}
