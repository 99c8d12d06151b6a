import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import type { TestStore } from '../stores/dynalite-store.ts';
import { createDeclaredTable } from './declared-tables.ts';
import type { AwsEndpoints } from './guarded-endpoint.ts';
import type { TerraformValues } from './terraform-values.ts';

/** Stand-ins for the AWS services, with the resources that a stack declares, and clients with all permissions. */
export type AwsStandIn = {
  readonly endpoints: AwsEndpoints;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  /** SSM parameters by name, as install-all.sh would write them. */
  readonly parameters: Map<string, string>;
  readonly close: () => Promise<void>;
};

export async function startAwsStandIn(
  stack: TerraformValues,
  region: string,
  startStore: () => Promise<TestStore>,
): Promise<AwsStandIn> {
  const store = await startStore();
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const parameters = new Map(
    Object.values(stack.all('aws_ssm_parameter')).map((one) => [String(one['name']), String(one['value_wo'])]),
  );
  const ssm = await startSsm(parameters);
  const endpoints = { dynamodb: store.endpoint, s3: fauxqs.address, sqs: fauxqs.address, ssm: ssm.url };
  const shared = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const dynamodb = new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb });
  const s3 = new S3Client({ ...shared, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...shared, endpoint: endpoints.sqs });
  for (const table of Object.values(stack.all('aws_dynamodb_table'))) await createDeclaredTable(dynamodb, table);
  for (const { bucket } of Object.values(stack.all('aws_s3_bucket'))) {
    await s3.send(new CreateBucketCommand({ Bucket: String(bucket) }));
  }
  for (const { name } of Object.values(stack.all('aws_sqs_queue'))) {
    await sqs.send(new CreateQueueCommand({ QueueName: String(name) }));
  }
  return {
    endpoints,
    s3,
    sqs,
    dynamodb,
    parameters,
    close: async () => {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
      ssm.close();
      await fauxqs.stop();
      await store.close();
    },
  };
}

/** Starts an SSM that knows only GetParameter, the only operation that Marquee calls. */
export async function startSsm(parameters: ReadonlyMap<string, string>): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { Name: name } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { Name: string };
      const value = parameters.get(name);
      const [status, body] =
        value === undefined
          ? [400, { __type: 'ParameterNotFound' }]
          : [200, { Parameter: { Name: name, Type: 'SecureString', Value: value } }];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
