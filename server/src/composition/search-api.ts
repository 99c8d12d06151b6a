import { createApiHandler, type ApiHandler } from '../adapters/driving/http/handler.ts';
import { searchRoutes, type SearchUseCases } from '../adapters/driving/http/search-routes.ts';
import { SignedCatalogue } from '../adapters/driven/dynamodb/signed-catalogue.ts';
import { RefusingTokenVerifier } from '../adapters/driven/oidc/refusing-token-verifier.ts';
import { readObject } from '../adapters/driven/s3/read-object.ts';
import { IndexedFilmSearch } from '../adapters/driven/search-index/indexed-film-search.ts';
import { JsonLogObserver } from '../adapters/driven/system/json-log-observer.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { SearchFilms } from '../application/films/search-films.ts';
import { SimilarFilms } from '../application/films/similar-films.ts';
import { SuggestFilms } from '../application/films/suggest-films.ts';
import { KeepSearchCurrent, type KeepSearchCurrentPorts } from '../application/search/keep-search-current.ts';
import type { FilmSearch } from '../ports/film-search.ts';
import type { Observer } from '../ports/observer.ts';
import type { LambdaConfig } from './config.ts';
import { s3Place } from './snapshot-place.ts';

/** The searches, and what the whole API must share with them. */
export type SearchApi = {
  readonly handler: ApiHandler;
  readonly search: FilmSearch;
  readonly current: KeepSearchCurrent;
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
  const current = new KeepSearchCurrent({ ...catalogueOf(config, observer), search, rebuild, clock, observer });
  const useCases = {
    searchFilms: new SearchFilms(search, current, clock),
    similarFilms: new SimilarFilms(search, current),
    suggestFilms: new SuggestFilms(search, current),
  };
  const verifier = new RefusingTokenVerifier('This needs no token.');
  return { handler: createApiHandler(searchRoutes(useCases), verifier, observer, clock), search, current, useCases };
}

type Catalogue = Pick<KeepSearchCurrentPorts, 'films' | 'pointer' | 'snapshots'>;

/** Reads by signed requests. Where one fails, for whatever reason, the SDK is loaded and asked for the same. */
function catalogueOf(config: LambdaConfig, observer: Observer): Catalogue {
  const { access, dynamodbEndpoint, s3Endpoint, filmsTable, snapshots } = config;
  let loading: Promise<Catalogue> | undefined;
  const bySdk = () =>
    (loading ??= import('./sdk-catalogue.ts').then(({ openSdkCatalogue }) => openSdkCatalogue(config)));
  const signed = access && new SignedCatalogue(access, dynamodbEndpoint, filmsTable);
  const place = s3Place(snapshots);
  const orBySdk = async <T>(first: Promise<T> | undefined, ask: (sdk: Catalogue) => Promise<T>): Promise<T> => {
    try {
      if (first) return await first;
    } catch (error) {
      observer.observe({ type: 'signed-read-unusable', error });
    }
    return ask(await bySdk());
  };
  return {
    pointer: {
      read: () => orBySdk(signed?.read(), ({ pointer }) => pointer.read()),
    },
    films: {
      changesSince: (sinceMs) => orBySdk(signed?.changesSince(sinceMs), ({ films }) => films.changesSince(sinceMs)),
      scan: async function* () {
        yield* (await bySdk()).films.scan();
      },
    },
    snapshots: {
      get: (name) => {
        const object = place && { bucket: place.bucket, key: place.prefix + name, endpoint: s3Endpoint };
        return orBySdk<Uint8Array | undefined>(access && object && readObject(access, object), (sdk) =>
          sdk.snapshots.get(name),
        );
      },
    },
  };
}
