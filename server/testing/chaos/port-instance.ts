import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Context } from 'aws-lambda';
import type { Container } from 'inversify';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { PROVIDER_POLICIES } from '../../src/adapters/driven/provider-http/policy-settings.ts';
import { S3SearchSnapshotStore } from '../../src/adapters/driven/s3/search-snapshot-store.ts';
import { SqsInvalidation } from '../../src/adapters/driven/sqs/sqs-invalidation.ts';
import { SqsPurgeQueue } from '../../src/adapters/driven/sqs/sqs-purge-queue.ts';
import { SsmSecretSource } from '../../src/adapters/driven/ssm/ssm-secret-source.ts';
import { FileSearchSnapshotStore } from '../../src/adapters/driven/system/file-search-snapshot-store.ts';
import { RecentMetrics } from '../../src/adapters/driven/telemetry/recent-metrics.ts';
import { TmdbMovieProvider } from '../../src/adapters/driven/tmdb/movie-provider.ts';
import { toHttpApiEvent, type HttpApiRequest } from '../../src/adapters/driving/http/http-api-event.ts';
import { createMessageRunner, type RunMessage } from '../../src/adapters/driving/sqs-purge/purge-handler.ts';
import { IndexSnapshotBuilder } from '../../src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { createLocalContainer } from '../../src/composition/local-container.ts';
import { composePurge } from '../../src/composition/factories/purge.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { localAws } from '../builders/local-aws.ts';
import { RecordingObserver } from '../recording-observer.ts';
import { injectFaults, retryWithoutDelay, type ErrorAnswers, type Fault } from './faulty-requests.ts';
import { PARAMETER, type PortServices } from './port-services.ts';

/** Chooses what happens to the next request to a service. */
export type Chooser = (service: 'dynamodb' | 's3' | 'sqs' | 'ssm') => Fault;

export type PortInstanceOptions = {
  readonly services: PortServices;
  readonly clock: Clock & Background;
  /** The name of the schedule's bucket, queue and folder, and the beginning of the names of its tables. */
  readonly name: string;
  readonly queueUrl: string;
  readonly storesFiles: boolean;
  readonly choose: Chooser;
};

const S3: ErrorAnswers = {
  serverError: { status: 500, name: 'InternalError' },
  throttled: { status: 503, name: 'SlowDown' },
  format: 'xml',
};
const JSON_SERVICE: ErrorAnswers = {
  serverError: { status: 500, name: 'InternalServerError' },
  throttled: { status: 400, name: 'ThrottlingException' },
  format: 'json',
};
/** The circuit breaker reads the system's clock, so it must not stay open for the rest of a schedule. */
const POLICIES = { ...PROVIDER_POLICIES, breakerOpenMs: 1 };

/** One process of the product over AWS, with the real adapter of every outbound port. It also does the worker's work. */
export class PortInstance {
  readonly container: Container;
  readonly queue: SqsPurgeQueue;
  readonly runMessage: RunMessage;
  readonly #clients: readonly { destroy(): void }[];

  private constructor(
    container: Container,
    queue: SqsPurgeQueue,
    runMessage: RunMessage,
    clients: readonly { destroy(): void }[],
  ) {
    this.container = container;
    this.queue = queue;
    this.runMessage = runMessage;
    this.#clients = clients;
  }

  static async open({
    services,
    clock,
    name,
    queueUrl,
    storesFiles,
    choose,
  }: PortInstanceOptions): Promise<PortInstance> {
    const dynamo = createDynamoClient(services.dynamodb);
    const s3 = new S3Client(localAws(services.services));
    const sqs = new SQSClient(localAws(services.services));
    const ssm = new SSMClient(localAws(services.ssm));
    await faulty(dynamo, () => choose('dynamodb'));
    await faulty(s3, () => choose('s3'), S3);
    await faulty(sqs, () => choose('sqs'), JSON_SERVICE);
    await faulty(ssm, () => choose('ssm'), JSON_SERVICE);
    const observer = new RecordingObserver();
    const settingsOf = async ({ config }: SQSClient | SSMClient, endpoint: string) => ({
      ...localAws(endpoint),
      requestHandler: config.requestHandler,
      retryStrategy: await config.retryStrategy(),
    });
    const ofQueue = await settingsOf(sqs, services.services);
    const tmdb = { url: services.double.url, imageUrl: services.double.imageUrl, callsPerSecond: 1_000 };
    const secret = new SsmSecretSource(PARAMETER, clock, await settingsOf(ssm, services.ssm));
    const invalidation = new SqsInvalidation(queueUrl, ofQueue);
    const container = createLocalContainer({
      ...{ clock, observer, background: clock, declaredAttributes: [], secretSource: secret },
      ...{ filmsTable: `${name}-films`, cacheTable: `${name}-cache`, cacheInvalidation: invalidation },
      ...{ dynamoClient: dynamo, backgroundClient: dynamo },
      snapshotStore: storesFiles
        ? new FileSearchSnapshotStore(`${services.folder}/${name}`)
        : new S3SearchSnapshotStore(s3, name, 'films/'),
      snapshotRebuild: { request: () => undefined },
      writeAccess: services.issuer.access,
      operationsMetrics: new RecentMetrics([], clock),
      installation: { environment: 'test', settings: [], openScopes: new Set() },
      snapshotBuilder: new IndexSnapshotBuilder([], () => Promise.resolve(new Map())),
      movieSettings: { provider: { name: 'tmdb', ...tmdb }, search: { language: 'en-US', includeAdult: false } },
      movieProvider: new TmdbMovieProvider(
        { ...tmdb, policies: POLICIES },
        { secret, clock, random: Math.random, observer },
      ),
    });
    const documents = container.get(TOKENS.backgroundDocuments);
    const runPurge = composePurge(documents, `${name}-cache`, 'tmdb', invalidation, clock, observer);
    const queue = new SqsPurgeQueue(queueUrl, withoutWaiting(ofQueue));
    return new PortInstance(container, queue, createMessageRunner(runPurge, clock, observer), [dynamo, s3, sqs, ssm]);
  }

  async call(request: Omit<HttpApiRequest, 'requestId'>) {
    const {
      statusCode = 200,
      headers = {},
      body = '',
    } = await this.container.get(TOKENS.apiHandler)(toHttpApiEvent(request), { awsRequestId: 'chaos' } as Context);
    const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    return { status: statusCode, headers: named, body };
  }

  /** Carries out one purge of the queue, if there is one. @returns whether there was one */
  async purgeOnce(): Promise<boolean> {
    const messages = await this.queue.receive(new AbortController().signal);
    for (const message of messages) {
      if (await this.runMessage(message, () => true)) await this.queue.remove(message);
    }
    return messages.length > 0;
  }

  close(): void {
    for (const client of this.#clients) client.destroy();
  }
}

type AnyClient = DynamoDBClient | S3Client | SQSClient | SSMClient;

async function faulty(client: AnyClient, choose: () => Fault, errors?: ErrorAnswers): Promise<void> {
  await retryWithoutDelay(client);
  injectFaults(client, choose, errors);
}

/** The queue answers at once, because the clock of a schedule does not move while a request waits. */
function withoutWaiting<Settings extends { requestHandler: SQSClient['config']['requestHandler'] }>(
  settings: Settings,
): Settings {
  const { requestHandler } = settings;
  const send = requestHandler.handle.bind(requestHandler) as (request: Sent, options?: object) => Promise<unknown>;
  const handle = (request: Sent, options?: object) => {
    const body = Buffer.from(request.body).toString('utf8');
    // The length stays the same.
    request.body = Buffer.from(body.replace('"WaitTimeSeconds":20', '"WaitTimeSeconds":0 '));
    return send(request, options);
  };
  const impatient = Object.create(requestHandler) as typeof requestHandler;
  impatient.handle = handle as typeof requestHandler.handle;
  return { ...settings, requestHandler: impatient };
}

type Sent = { body: Uint8Array };
