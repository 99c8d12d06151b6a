import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Container } from 'inversify';
import { createExpressApp, type EdgeOptions } from '../../src/adapters/driving/express/app.ts';
import type { Route } from '../../src/adapters/driving/http/route.ts';
import type { ApiHandler } from '../../src/adapters/driving/http/handler.ts';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { RecentMetrics } from '../../src/adapters/driven/telemetry/recent-metrics.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import { AllObservers } from '../../src/adapters/driven/telemetry/all-observers.ts';
import { LambdaTelemetry } from '../../src/adapters/driven/telemetry/lambda-telemetry.ts';
import { createLocalContainer } from '../../src/composition/local-container.ts';
import { composeLocalPage } from '../../src/composition/local-page.ts';
import type { Installation } from '../../src/composition/installation.ts';
import { ROUTES_WITH_OBJECTIVES } from '../../src/composition/objectives.ts';
import type { SearchEngine } from '../../src/composition/opensearch-engine.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import type { WriteAccess } from '../../src/composition/write-access.ts';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Observer } from '../../src/ports/observer.ts';
import { injectFaults, type Fault, type SeenRequest } from '../chaos/faulty-requests.ts';
import { RecordingObserver } from '../recording-observer.ts';
import { checkTelemetryLines } from '../telemetry-lines.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { writeWith } from './client.ts';
import { startTestIssuer, type TestIssuer } from './test-issuer.ts';

const TABLE = 'films';
const CACHE = 'cache';
/** What X-Ray gives an invocation that it does not sample. */
const TRACE_HEADER = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';
/**
 * The settings of the movie provider if a test gives none. Nothing listens at its URL. That does no harm, because the
 * provider is never called without a token.
 */
const NO_PROVIDER = {
  name: 'tmdb',
  url: 'http://127.0.0.1:1',
  imageUrl: 'http://127.0.0.1:1',
  callsPerSecond: 1,
} as const;

export type TestApi = {
  readonly url: string;
  readonly observer: RecordingObserver;
  /** What a Lambda function would have written to its log. Closing checks it: see {@link checkTelemetryLines}. */
  readonly lines: readonly string[];
  /** The issuer whose tokens the API accepts, unless the options ask for other access. */
  readonly issuer: TestIssuer;
  readonly routes: readonly Route[];
  /** Answers an event as the Lambda function does. */
  readonly handler: ApiHandler;
  readonly container: Container;
  /** Stops the store, to test the API without a store. */
  readonly stopStore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type TestApiOptions = {
  readonly access?: WriteAccess;
  readonly edge?: EdgeOptions;
  readonly observer?: Observer;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: false. */
  readonly countsEmptySearches?: boolean;
  readonly installation?: Partial<Installation>;
  /** Default: none. */
  readonly declared?: DeclaredAttributes;
  /** Default: search in memory. */
  readonly engine?: SearchEngine;
  /** The movie provider, and the key for it. Default: none. */
  readonly provider?: { readonly url: string; readonly imageUrl: string; readonly token: string };
  /** Chooses the fault of each request to DynamoDB. Default: none. */
  readonly fault?: (request: SeenRequest) => Fault;
};

/**
 * Starts the product as `npm start` composes it, over an empty dynalite in memory, with real HTTP on a free port. It
 * trusts an issuer of its own, and {@link call} writes with a token of that issuer.
 */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const issuer = await startTestIssuer();
  const store = await startDynalite();
  const client = createDynamoClient(store.endpoint);
  await createMissingTable(client, TABLE, FILMS_TABLE);
  await createMissingTable(client, CACHE, CACHE_TABLE);
  if (options.fault) injectFaults(client, options.fault);
  const observer = new RecordingObserver();
  const metrics = new RecentMetrics(ROUTES_WITH_OBJECTIVES, new SystemClock());
  const lines: string[] = [];
  const settings = { environment: 'test', daemonAddress: undefined, traceHeader: () => TRACE_HEADER };
  const telemetry = new LambdaTelemetry(settings, new SystemClock(), (line) => lines.push(line));
  const withTelemetry =
    (handler: ApiHandler): ApiHandler =>
    (event, context) =>
      telemetry.run({ requestId: event.requestContext.requestId, lambdaRequestId: context.awsRequestId }, () =>
        handler(event, context),
      );
  const container = createLocalContainer({
    observer: new AllObservers(options.observer ?? observer, telemetry.observer, metrics),
    operationsMetrics: metrics,
    installation: { environment: 'test', settings: [], openScopes: new Set(), ...options.installation },
    snapshotStore: new MemorySearchSnapshotStore(),
    ...(options.clock && { clock: options.clock }),
    countsEmptySearches: options.countsEmptySearches ?? false,
    snapshotRebuild: { request: () => undefined },
    writeAccess: options.access ?? issuer.access,
    declaredAttributes: options.declared ?? [],
    searchEngine: options.engine,
    filmsTable: TABLE,
    cacheTable: CACHE,
    dynamoClient: client,
    secretSource: new FixedSecretSource(options.provider?.token),
    movieSettings: {
      provider: { ...NO_PROVIDER, ...options.provider },
      search: { language: 'en-US', includeAdult: false },
    },
  });
  const { page } = options.edge ?? {};
  const pageHandler = page && composeLocalPage(container, page);
  const edge = { ...options.edge, pageHandler: pageHandler && withTelemetry(pageHandler) };
  const handler = withTelemetry(container.get(TOKENS.apiHandler));
  const server = createServer(createExpressApp(handler, [], edge));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let isStoreOpen = true;
  const stopStore = async () => {
    if (isStoreOpen) await store.close();
    isStoreOpen = false;
  };
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  writeWith(await issuer.token(), url);
  return {
    url,
    observer,
    lines,
    issuer,
    routes: container.get(TOKENS.routes),
    handler,
    container,
    stopStore,
    close: async () => {
      server.close();
      server.closeAllConnections();
      client.destroy();
      await stopStore();
      await issuer.close();
      checkTelemetryLines(lines);
    },
  };
}
