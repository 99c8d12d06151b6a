import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { makeKey, startTestIssuer, type SigningKey, type TestIssuer } from '../api/test-issuer.ts';
import { localAws } from '../builders/local-aws.ts';
import { SteppedClock } from '../clocks/stepped-clock.ts';
import { startSsm } from '../deployed/aws-stand-in.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { NetworkWatch } from './network-watch.ts';

export const PARAMETER = '/marquee/tmdb-token';
/** Turns of a millisecond in which nothing is under way, after which everything waits for the clock. */
const QUIET_TURNS = 4;

/** The systems that all instances of all schedules call, each a real server on loopback. */
export type PortServices = {
  readonly dynamodb: string;
  /** S3 and SQS. */
  readonly services: string;
  readonly ssm: string;
  /** The SSM parameters. */
  readonly parameters: Map<string, string>;
  readonly double: TmdbDouble;
  readonly issuer: TestIssuer;
  /** The keys with which the issuer signs: the first, and the one after its keys have been rotated. */
  readonly keys: readonly [SigningKey, SigningKey];
  readonly network: NetworkWatch;
  /** A folder for snapshots as files. */
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** @param dynamodb the URL of a DynamoDB */
export async function startPortServices(dynamodb: string): Promise<PortServices> {
  const network = new NetworkWatch();
  const folder = await mkdtemp(join(tmpdir(), 'marquee-chaos-'));
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const parameters = new Map<string, string>();
  const ssm = await startSsm(parameters);
  const double = await TmdbDouble.start();
  const issuer = await startTestIssuer();
  double.events.on('hang', () => {
    network.giveUp(new URL(double.url).origin);
  });
  return {
    ...{ dynamodb, parameters, double, issuer, network, folder, ssm: ssm.url },
    services: `http://127.0.0.1:${String(fauxqs.port)}`,
    keys: [issuer.key, await makeKey('second')],
    close: async () => {
      network.close();
      await issuer.close();
      await double.close();
      ssm.close();
      await fauxqs.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a bucket and a queue for one schedule. @returns the URL of the queue */
export async function makeBucketAndQueue({ services }: PortServices, name: string): Promise<string> {
  const [s3, sqs] = [new S3Client(localAws(services)), new SQSClient(localAws(services))];
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  // A message whose purge failed is delivered again at once.
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '0' } }),
  );
  for (const client of [s3, sqs]) client.destroy();
  return services + new URL(url).pathname;
}

/** A clock on which time passes only while no request is under way: then everything waits for a time limit or a pause. */
export class NetworkClock extends SteppedClock {
  readonly #network: NetworkWatch;

  constructor(network: NetworkWatch) {
    super();
    this.#network = network;
  }

  override async settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = this.#network.isBusy ? 0 : quiet + 1) await delay(1);
  }
}
