import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { startTestIssuer, type TestIssuer } from '../api/test-issuer.ts';
import { localAws } from '../builders/local-aws.ts';
import { startSsm } from '../deployed/aws-stand-in.ts';
import { startDynalite, type TestStore } from '../stores/dynalite-store.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';

/** What processes over AWS need, on this machine. */
export type ClusterAws = {
  readonly store: TestStore;
  readonly issuer: TestIssuer;
  readonly double: TmdbDouble;
  /** The exchanges of a service account's token for credentials so far: the forms that STS received. */
  readonly exchanges: URLSearchParams[];
  /** The settings of a process over these stand-ins, without credentials. */
  readonly settings: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

const [FILMS, CACHE, BUCKET, QUEUE, PARAMETER] = ['films', 'cache', 'snapshots', 'purges', '/marquee/tmdb-token'];

/** Starts stand-ins for DynamoDB, S3, SQS, SSM, STS, TMDB and a token issuer, with empty tables. */
export async function startClusterAws(startStore: () => Promise<TestStore> = startDynalite): Promise<ClusterAws> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const store = await startStore();
    closers.push(store.close);
    // DynamoDB Local keeps the tables of each region and access key apart.
    const client = new DynamoDBClient(localAws(store.endpoint));
    await createMissingTable(client, FILMS, FILMS_TABLE);
    await createMissingTable(client, CACHE, CACHE_TABLE);
    client.destroy();
    const fauxqs = await startFauxqs({ port: 0, logger: false });
    closers.push(() => fauxqs.stop());
    // An IP address, so that the SDK puts the bucket into the path.
    const services = `http://127.0.0.1:${String(fauxqs.port)}`;
    const [s3, sqs] = [new S3Client(localAws(services)), new SQSClient(localAws(services))];
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
    for (const each of [s3, sqs]) each.destroy();
    const double = await TmdbDouble.start();
    closers.push(() => double.close());
    const ssm = await startSsm(new Map([[PARAMETER, double.token]]));
    closers.push(ssm.close);
    const sts = await startSts();
    closers.push(sts.close);
    const issuer = await startTestIssuer();
    closers.push(issuer.close);
    const audience = issuer.access.kind === 'tokens' ? issuer.access.expected.audience : '';
    return {
      ...{ store, issuer, double, close, exchanges: sts.exchanges },
      settings: {
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
        AWS_ENDPOINT_URL_S3: services,
        AWS_ENDPOINT_URL_SQS: services,
        AWS_ENDPOINT_URL_SSM: ssm.url,
        AWS_ENDPOINT_URL_STS: sts.url,
        AWS_EC2_METADATA_DISABLED: 'true',
        MARQUEE_FILMS_TABLE: FILMS,
        MARQUEE_CACHE_TABLE: CACHE,
        MARQUEE_SNAPSHOTS: `s3://${BUCKET}/films/`,
        MARQUEE_PURGE_QUEUE_URL: `${services}${new URL(queueUrl).pathname}`,
        MARQUEE_TMDB_TOKEN_PARAMETER: PARAMETER,
        MARQUEE_TMDB_URL: double.url,
        MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
        MARQUEE_OIDC_ISSUER: issuer.issuer,
        MARQUEE_OIDC_AUDIENCE: audience,
        MARQUEE_RATE_LIMIT: '0',
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts an STS that gives credentials for every token, as EKS uses it for a service account (IRSA). */
async function startSts() {
  const exchanges: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      exchanges.push(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const expiration = new Date(Date.now() + 3_600_000).toISOString();
      response.writeHead(200, { 'content-type': 'text/xml' }).end(`
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>fromsts</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>session</SessionToken><Expiration>${expiration}</Expiration>
          </Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    exchanges,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
