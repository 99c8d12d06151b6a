import { createApiHandler, type ApiHandler } from '../adapters/driving/http/handler.ts';
import { healthRoute } from '../adapters/driving/http/health-route.ts';
import { RefusingTokenVerifier } from '../adapters/driven/oidc/refusing-token-verifier.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { LambdaTelemetry } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import type { Degradation } from '../domain/degradation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Observer } from '../ports/observer.ts';
import type { SearchesWithoutResults } from '../ports/searches-without-results.ts';
import { readLambdaConfig, readMoviesLambdaConfig, readTelemetryConfig } from './config.ts';
import type { EmptySearches } from './factories/empty-searches.ts';
import { VERSION } from './version.ts';
import type { SearchApi } from './search-api.ts';
import { decideLambdaWriteAccess } from './write-access.ts';

/** Paths that the search index in memory serves. */
const SEARCH = /^\/v1\/(?:films|suggestions|films\/[^/]+\/similar|people\/.+)\/?$/;

/** Paths of the API. All other paths are routes of the page. */
const API = /^\/v1(?:\/|$)/;

/**
 * Loads the API's code in three parts, and the code of the page's routes in a fourth. Each part is loaded when a
 * request first needs it. The first part is health, because monitors request it from new instances. The second is
 * search, because most requests of visitors are searches. The third is everything else, because its AWS clients take
 * longer to load than a whole search takes. All settings are still checked at the start.
 */
export function composeApiLambda(): ApiHandler {
  const config = readLambdaConfig();
  const moviesConfig = readMoviesLambdaConfig();
  const access = decideLambdaWriteAccess(config);
  const clock = new SystemClock();
  const telemetry = new LambdaTelemetry(readTelemetryConfig(), clock);
  const { observer } = telemetry;
  let loadedSearch: SearchApi | undefined;
  let loadingSearch: Promise<SearchApi> | undefined;
  let loadingWhole: Promise<ApiHandler> | undefined;
  let loadingPage: Promise<ApiHandler> | undefined;
  const loadSearch = async () => {
    const { composeSearchApi } = await import('./search-api.ts');
    const counts = config.countsEmptySearches;
    const emptySearches = counts ? await openEmptySearches(moviesConfig.cacheTable, clock, observer) : undefined;
    return (loadedSearch = await composeSearchApi(config, observer, emptySearches));
  };
  const search = () => (loadingSearch ??= loadSearch());
  // Before a request has loaded search, there are no degradations to report.
  const health = healthHandler(
    access.kind === 'refused' ? access.reason : undefined,
    moviesConfig.keyParameter,
    async () => {
      await loadedSearch?.search.current.checkUp();
      return loadedSearch?.search.current.degradations() ?? [];
    },
    clock,
    observer,
  );
  const whole = async () => {
    const [{ composeWholeApi }, searchApi] = await Promise.all([import('./whole-api-lambda.ts'), search()]);
    return composeWholeApi(config, moviesConfig, searchApi.search, observer);
  };
  const page = async () => {
    const [{ composePage }, searchApi] = await Promise.all([import('./page-lambda.ts'), search()]);
    return composePage(config, searchApi);
  };
  const { originVerifySha256, pageIndex } = config;
  const answer: ApiHandler = async (event, context) => {
    if (originVerifySha256 !== '') {
      const { refuseDirectRequest } = await import('../adapters/driving/http/origin-check.ts');
      const refusal = refuseDirectRequest(event, originVerifySha256);
      if (refusal) return refusal;
    }
    const { method, path } = event.requestContext.http;
    if (pageIndex !== undefined && !API.test(path) && (method === 'GET' || method === 'HEAD')) {
      loadingPage ??= page();
      return (await loadingPage)(event, context);
    }
    if (method === 'GET' && !loadingWhole) {
      if (path === '/v1/health') return health(event, context);
      if (SEARCH.test(path)) return (await search()).handler(event, context);
    }
    loadingWhole ??= whole();
    return (await loadingWhole)(event, context);
  };
  return (event, context) => {
    const ids = { requestId: event.requestContext.requestId, lambdaRequestId: context.awsRequestId };
    return telemetry.run(ids, () => answer(event, context));
  };
}

/** Loads the counters' store, and with it the AWS SDK, only when a search is counted or the status is read. */
async function openEmptySearches(cacheTable: string, clock: Clock, observer: Observer): Promise<EmptySearches> {
  const { composeEmptySearches } = await import('./factories/empty-searches.ts');
  let opened: SearchesWithoutResults | undefined;
  const open = async () => {
    const { openSdkSearches } = await import('./sdk-searches.ts');
    return (opened ??= openSdkSearches(cacheTable));
  };
  const searches: SearchesWithoutResults = {
    add: async (text, nowMs) => (await open()).add(text, nowMs),
    list: async (nowMs) => (await open()).list(nowMs),
  };
  return composeEmptySearches(searches, clock, observer);
}

function healthHandler(
  writesRefused: string | undefined,
  keyParameter: string | undefined,
  degradations: () => Promise<readonly Degradation[]>,
  clock: Clock,
  observer: Observer,
): ApiHandler {
  // The parameter may hold no key yet. Only the health route of the whole API can say `ready`, once a key has been
  // read.
  const movies = keyParameter === undefined ? 'not-configured' : 'unknown';
  const route = healthRoute({ version: VERSION, writesRefused }, () => movies, degradations);
  const verifier = new RefusingTokenVerifier('These routes need no token.');
  return createApiHandler([route], verifier, observer, clock);
}
