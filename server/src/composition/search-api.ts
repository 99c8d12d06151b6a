import { createApiHandler, type ApiHandler } from '../adapters/in/http/handler.ts';
import { searchRoutes, type SearchUseCases } from '../adapters/in/http/search-routes.ts';
import { SignedCatalogue } from '../adapters/out/dynamodb/signed-catalogue.ts';
import { RefusingTokenVerifier } from '../adapters/out/oidc/refusing-token-verifier.ts';
import { readObject } from '../adapters/out/s3/read-object.ts';
import { IndexedFilmSearch } from '../adapters/out/search-index/indexed-film-search.ts';
import { JsonLogObserver } from '../adapters/out/system/json-log-observer.ts';
import { SystemClock } from '../adapters/out/system/system-clock.ts';
import { SearchFilms } from '../application/films/search-films.ts';
import { SimilarFilms } from '../application/films/similar-films.ts';
import { SuggestFilms } from '../application/films/suggest-films.ts';
import { KeepSearchCurrent, type KeepSearchCurrentPorts } from '../application/search/keep-search-current.ts';
import type { FilmSearch } from '../ports/film-search.ts';
import type { LambdaConfig } from './config.ts';
import { s3Place } from './snapshot-place.ts';

/** The searches, and what the whole API must share with them. */
export type SearchApi = {
  readonly handler: ApiHandler;
  readonly search: FilmSearch;
  readonly useCases: SearchUseCases;
};

/**
 * What a new instance is nearly always asked for, without the clients of AWS, which take four times as long to load. Few
 * parts, each used once: no container.
 */
export function composeSearchApi(config: LambdaConfig): SearchApi {
  const search = new IndexedFilmSearch();
  const clock = new SystemClock();
  const observer = new JsonLogObserver();
  // A Lambda is frozen between requests; a schedule looks once a minute whether a rebuild is due.
  const rebuild = { request: () => undefined };
  const current = new KeepSearchCurrent({ ...catalogueOf(config), search, rebuild, clock, observer });
  const useCases = {
    searchFilms: new SearchFilms(search, current, clock),
    similarFilms: new SimilarFilms(search, current),
    suggestFilms: new SuggestFilms(search, current),
  };
  const verifier = new RefusingTokenVerifier('This needs no token.');
  return { handler: createApiHandler(searchRoutes(useCases), verifier, observer), search, useCases };
}

type Catalogue = Pick<KeepSearchCurrentPorts, 'films' | 'pointer' | 'snapshots'>;

/** Reads by plain requests. Where one fails, for whatever reason, the SDK is loaded and asked for the same. */
function catalogueOf(config: LambdaConfig): Catalogue {
  const { access, dynamodbEndpoint, s3Endpoint, filmsTable, snapshots } = config;
  let loading: Promise<Catalogue> | undefined;
  const bySdk = () =>
    (loading ??= import('./sdk-catalogue.ts').then(({ openSdkCatalogue }) => openSdkCatalogue(config)));
  const plain = access && new SignedCatalogue(access, dynamodbEndpoint, filmsTable);
  const place = s3Place(snapshots);
  return {
    pointer: {
      read: () => orElse(plain?.read(), async () => (await bySdk()).pointer.read()),
    },
    films: {
      changesSince: (sinceMs) =>
        orElse(plain?.changesSince(sinceMs), async () => (await bySdk()).films.changesSince(sinceMs)),
      scan: async function* () {
        yield* (await bySdk()).films.scan();
      },
    },
    snapshots: {
      get: (name) =>
        orElse(
          access &&
            place &&
            readObject(access, { bucket: place.bucket, key: place.prefix + name, endpoint: s3Endpoint }),
          async () => (await bySdk()).snapshots.get(name),
        ),
    },
  };
}

/** @param first absent where it cannot be tried */
function orElse<T>(first: Promise<T> | undefined, second: () => Promise<T>): Promise<T> {
  return first ? first.catch(second) : second();
}
