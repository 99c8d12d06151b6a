import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from './terraform-values.ts';
import type { AwsCall } from './policy.ts';

export type AwsRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type AwsService = 'dynamodb' | 's3' | 'sqs' | 'ssm';

const JSON_SERVICES: Record<string, AwsService> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
};

/** The service to which a request of the SDK belongs. */
export function serviceOf({ headers }: AwsRequest): AwsService {
  const target = String(headers['x-amz-target'] ?? '');
  if (target === '') return 's3';
  const service = JSON_SERVICES[target.split('.')[0] ?? ''];
  if (service === undefined) throw new Error(`The harness does not know the service of ${target}`);
  return service;
}

/** The calls that IAM checks for a request. IAM checks each table of a batch and each index as a separate call. */
export function callsOf(request: AwsRequest, region: string): AwsCall[] {
  const service = serviceOf(request);
  if (service === 's3') return [s3Call(request)];
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const input = JSON.parse(request.body.toString('utf8')) as Record<string, unknown>;
  const call = (resource: string, context = {}): AwsCall => ({
    action: `${service}:${operation}`,
    resource: `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`,
    context,
  });
  switch (service) {
    case 'dynamodb':
      return tablesOf(input).map((table) => call(`table/${table}`));
    case 'sqs':
      return [call(String(input['QueueUrl']).split('/').at(-1) ?? '')];
    case 'ssm':
      return ssmCalls(call(`parameter${String(input['Name'])}`), input['WithDecryption'] === true, region);
  }
}

function tablesOf(input: Record<string, unknown>): string[] {
  const batch = input['RequestItems'];
  if (typeof batch === 'object' && batch !== null) return Object.keys(batch);
  const index = input['IndexName'];
  return [String(input['TableName']) + (typeof index === 'string' ? `/index/${index}` : '')];
}

/**
 * SSM decrypts a SecureString on behalf of the caller that reads it. So the caller also needs the permission to
 * decrypt.
 */
function ssmCalls(read: AwsCall, isDecrypted: boolean, region: string): AwsCall[] {
  if (!isDecrypted) return [read];
  const context = {
    'kms:ViaService': `ssm.${region}.amazonaws.com`,
    'kms:EncryptionContext:PARAMETER_ARN': read.resource,
  };
  return [read, { action: 'kms:Decrypt', resource: `arn:aws:kms:${region}:${ACCOUNT}:key/of-aws`, context }];
}

/**
 * S3 requests do not name their operation. See
 * docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
function s3Call({ method, url }: AwsRequest): AwsCall {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [bucket = '', ...key] = decodeURIComponent(pathname).slice(1).split('/');
  const name = key.join('/');
  const operation = name === '' ? `${method} bucket` : `${method} object`;
  const resource = `arn:aws:s3:::${bucket}${name && `/${name}`}`;
  switch (operation) {
    case 'GET bucket':
      return { action: 's3:ListBucket', resource, context: { 's3:prefix': searchParams.get('prefix') ?? '' } };
    case 'GET object':
      return { action: 's3:GetObject', resource, context: {} };
    // POST begins an upload in parts, or completes it.
    case 'POST object':
    case 'PUT object':
      return { action: 's3:PutObject', resource, context: {} };
    case 'DELETE object':
      return { action: 's3:DeleteObject', resource, context: {} };
    default:
      throw new Error(`The harness does not know which IAM action ${operation} needs`);
  }
}
