import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { reasonOf, reportFailure } from '../adapters/driving/cli/command-line.ts';
import { createExpressApp, type StaticFiles } from '../adapters/driving/express/app.ts';
import type { MetricsPage } from '../adapters/driving/express/metrics-page.ts';
import { EarlyRequests } from '../adapters/driving/express/early-requests.ts';
import { readPageFiles } from '../adapters/driving/express/page-files.ts';
import { HttpServer, type Tls } from '../adapters/driving/express/http-server.ts';
import { DOCS_ASSETS_PATH } from '../adapters/driving/http/docs-page.ts';
import { AllObservers } from '../adapters/driven/telemetry/all-observers.ts';
import { PrometheusMetrics } from '../adapters/driven/telemetry/prometheus-metrics.ts';
import { RecentMetrics } from '../adapters/driven/telemetry/recent-metrics.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import type { FilmSearch } from '../ports/film-search.ts';
import { waitAtMost } from '../resilience/deadline.ts';
import { readLocalConfig, readOverAwsConfig, type LocalConfig, type OverAwsConfig } from './local-config.ts';
import { MOVIE_PROVIDERS } from './movie-providers.ts';
import { openIssuer, servesOnlyThisMachine, servesOthers, type LocalIssuer } from './issuer.ts';
import { maintainIndex } from './maintain-index.ts';
import { endProcessAfter } from './last-resort.ts';
import { startSweeping } from './local-purging.ts';
import { composeLocalPage } from './local-page.ts';
import { listen } from './listen.ts';
import { createLocalLog } from './local-log.ts';
import type { ProcessComposition } from './local.ts';
import { listenForOperations } from './operations.ts';
import { pageOrigins } from './page-origins.ts';
import { ROUTES_WITH_OBJECTIVES } from './objectives.ts';
import { inRequestContext } from './request-context.ts';
import { importSampleOnce } from './sample.ts';
import { SWAGGER_UI } from './swagger-ui.ts';
import { TOKENS } from './tokens.ts';
import { decideWriteAccess } from './write-access.ts';

/**
 * Connections that are still open this long after the signal are closed. The time is longer than the 12 s that a
 * request takes when the store is silent. Draining and closing together take less than the 30 s after which Kubernetes
 * sends SIGKILL.
 */
const DRAIN_MS = 20_000;
/** Time limit for each closing step that may have to wait for the store. */
const CLOSE_STEP_MS = 1_500;
const LAST_RESORT_MS = 28_000;

const CLIENT = join(import.meta.dirname, '../../../client');

/** If a start fails or a signal interrupts it, this is the time limit for closing what it has opened. */
const GIVE_UP_CLOSING_MS = 10_000;

/**
 * Runs the whole product in this process until it is stopped, over the embedded store or over AWS, and sets the exit
 * code. A start that fails prints why, closes what it opened and sets exit code 1.
 *
 * @param stop may abort at any time, even during the start
 */
export async function runServer(stop: AbortSignal): Promise<void> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  try {
    const config = readLocalConfig();
    const aws = readOverAwsConfig();
    const early = new EarlyRequests();
    const app = express();
    const http = createHttpServer(early.listener, await readTls(config), config, app);
    // The server listens before it opens the data, so that a second start on the same port fails before it touches the
    // data.
    await listen(http.server, 'PORT', config.host, config.port);
    const operations = await listenForOperations(config);
    const composing = compose(config, aws);
    const starting = composing.then((product) => startProduct(product, config, early, app, stop));
    const product = await Promise.race([starting, stopped.then(() => undefined)]).catch(reportFailure);
    if (product) {
      operations.metrics = metricsOf(product);
      operations.isReady = true;
      await announce(http.server, config, product);
      await stopped;
      operations.isReady = false;
      endProcessAfter(
        LAST_RESORT_MS,
        `Not everything could be closed within ${String(LAST_RESORT_MS / 1000)} s. The process ends anyway.`,
        1,
      );
      await http.drain(DRAIN_MS);
      await product.close();
    } else {
      await abandonStart(http, early, composing);
    }
  } catch (error) {
    reportFailure(error);
  }
}

/** Imports the sample, then serves requests. Returns when the films can be searched. */
async function startProduct(
  product: Product,
  config: LocalConfig,
  early: EarlyRequests,
  app: Express,
  stop: AbortSignal,
): Promise<Product> {
  const { container } = product.composition;
  // In AWS, an environment has films of its own, and its purge function sweeps the cache.
  const isInAws = product.composition.endpoint === undefined;
  if (!isInAws) {
    await orFailAs('The sample films cannot be imported', importSampleOnce(container));
  }
  const folder = join(CLIENT, 'dist');
  const page = await orFailAs(`The files of the page in ${folder} cannot be read`, readPageFiles(folder));
  // Behind a trusted proxy, requests have the public host name. The proxy itself must refuse requests with other host
  // names.
  const loopbackOnly = servesOnlyThisMachine(config);
  const pageHandler = composeLocalPage(container, page);
  const edge = {
    ...config,
    page,
    pageHandler: pageHandler && inRequestContext(pageHandler),
    pageOrigins: pageOrigins(config, product.issuer.oidc.issuer),
    loopbackOnly,
    metrics: { ...metricsOf(product), isOpen: config.isMetricsOpen },
  };
  early.handTo(createExpressApp(inRequestContext(container.get(TOKENS.apiHandler)), docsAssets(), edge, app));
  await orFailAs('The films cannot be loaded for search', container.get(TOKENS.search).current.load());
  stop.throwIfAborted();
  const [clock, background] = [container.get(TOKENS.clock), container.get(TOKENS.background)];
  if (!isInAws && container.get(TOKENS.searchEngine)) {
    await maintainIndex(container.get(TOKENS.rebuildSnapshot), background);
  }
  if (!isInAws) startSweeping(container.get(TOKENS.cacheInvalidation), clock, background);
  return product;
}

/**
 * Refuses waiting requests, closes what was opened, and ends the process. Does not wait for requests that the start has
 * sent to the store, because the SDK might retry them for a long time.
 */
async function abandonStart(http: HttpServer, early: EarlyRequests, composing: Promise<Product>): Promise<never> {
  setTimeout(() => process.exit(), GIVE_UP_CLOSING_MS);
  early.refuse();
  await http.drain(DRAIN_MS);
  const product = await composing.catch(() => undefined);
  await product?.release();
  process.exit();
}

async function orFailAs<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${what}: ${reasonOf(error)}`, { cause: error });
  }
}

type Product = {
  readonly composition: ProcessComposition;
  readonly issuer: LocalIssuer;
  readonly metrics: PrometheusMetrics;
  /** Finishes the current work, then closes issuer and store. */
  readonly close: () => Promise<void>;
  /** Closes issuer and store without finishing the current work. */
  readonly release: () => Promise<void>;
};

async function compose(config: LocalConfig, aws: OverAwsConfig | undefined): Promise<Product> {
  const clock = new SystemClock();
  const metrics = new PrometheusMetrics(config.environment, clock);
  const recent = new RecentMetrics(ROUTES_WITH_OBJECTIVES, clock);
  const observer = new AllObservers(createLocalLog(), metrics, recent);
  // Only the composition that is used is loaded, because the embedded store and the clients of AWS take long to load.
  const composition = aws
    ? await (await import('./over-aws.ts')).composeOverAws(aws, config, observer)
    : await (await import('./local.ts')).composeLocal(config, observer);
  composition.container.bind(TOKENS.operationsMetrics).toConstantValue(recent);
  try {
    const issuer = await orFailAs('The development issuer cannot start', openIssuer(config));
    const access = decideWriteAccess(issuer.oidc, servesOthers(config), issuer.keys);
    composition.container.bind(TOKENS.writeAccess).toConstantValue(access);
    const release = async () => {
      await waitAtMost(composition.container.get(TOKENS.clock), CLOSE_STEP_MS, issuer.close());
      await composition.close();
    };
    const close = async () => {
      const { container } = composition;
      const clock = container.get(TOKENS.clock);
      await waitAtMost(clock, CLOSE_STEP_MS, container.get(TOKENS.movies).hits.flush());
      // Reads for clients that have disconnected may still be running. Without this wait, closing the table would make
      // these reads fail, and the failures would be logged.
      await waitAtMost(clock, CLOSE_STEP_MS, container.get(TOKENS.search).current.settle());
      await release();
    };
    return { composition, issuer, metrics, close, release };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

async function announce(server: Server, { tls, movies }: LocalConfig, { composition, issuer }: Product): Promise<void> {
  const { container, storePlace, keySetting } = composition;
  const loss = composition.loss();
  const { port } = server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://localhost:${String(port)}`;
  const isReady = container.get(TOKENS.movieProvider).refusal() === undefined;
  const { double } = MOVIE_PROVIDERS[movies.provider.name];
  const films = await filmsIn(container.get(TOKENS.search).index);
  process.stdout.write(
    `Marquee is at ${url}\n` +
      `  try       ${url}/v1/films?q=godfather\n` +
      `  API docs  ${url}/v1/docs\n` +
      `  films     ${films}\n` +
      `  movies    ${isReady ? `${url}/v1/movies?query=godfather` : `live search needs ${keySetting}, or: ${double}`}\n` +
      `  data      ${storePlace}\n` +
      (loss === undefined ? '' : `  warning   ${loss}\n`) +
      `  writing   ${howToWrite(issuer, container.get(TOKENS.tokenVerifier).refusal)}\n`,
  );
}

async function filmsIn(index: FilmSearch): Promise<string> {
  try {
    return (await index.size()).toLocaleString('en');
  } catch {
    return 'the search engine does not answer; searches will work as soon as it does';
  }
}

function howToWrite({ oidc, isDevelopment }: LocalIssuer, refusal: string | undefined): string {
  if (refusal !== undefined) return refusal;
  if (!isDevelopment) return `with a token of ${oidc.issuer ?? ''}`;
  return (
    'with a token: npm run --silent token -- --scope films:write\n' +
    `  issuer    ${oidc.issuer ?? ''}, for development: anyone at this machine can sign in, and nobody else`
  );
}

async function readTls({ tls }: LocalConfig): Promise<Tls | undefined> {
  if (!tls) return undefined;
  const read = (setting: string, file: string) =>
    orFailAs(`The file that ${setting} names cannot be read`, readFile(file, 'utf8'));
  const [cert, key] = await Promise.all([read('TLS_CERT', tls.certFile), read('TLS_KEY', tls.keyFile)]);
  return { cert, key };
}

function createHttpServer(
  listener: RequestListener,
  tls: Tls | undefined,
  { trustedProxies }: Pick<LocalConfig, 'trustedProxies'>,
  prototypes: Express,
): HttpServer {
  try {
    const limits = trustedProxies > 0 && { maxConnectionsPerClient: Infinity };
    return new HttpServer(listener, { tls, prototypes, ...limits });
  } catch (error) {
    throw new Error(`TLS_CERT and TLS_KEY must name the PEM files of a certificate and its key: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Answers `GET /metrics`. Like health, it first reads the latest changes, so that the values are right without traffic.
 */
function metricsOf({ composition, metrics }: Product): Omit<MetricsPage, 'isOpen'> {
  const { contentType } = metrics;
  const read = async () => {
    await composition.container.get(TOKENS.search).current.checkUp();
    return metrics.text();
  };
  return { contentType, read };
}

/** The static files of the API docs page: those of Swagger UI, and the script that starts it. */
function docsAssets(): StaticFiles[] {
  const ours = join(CLIENT, 'public', DOCS_ASSETS_PATH);
  return [SWAGGER_UI, { path: DOCS_ASSETS_PATH, folder: ours, only: ['start-docs.js'] }];
}
