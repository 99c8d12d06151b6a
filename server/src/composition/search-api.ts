import { createApiHandler, type ApiHandler } from '../adapters/driving/http/handler.ts';
import { searchRoutes } from '../adapters/driving/http/search-routes.ts';
import { SignedCatalogue } from '../adapters/driven/dynamodb/signed-catalogue.ts';
import { RefusingTokenVerifier } from '../adapters/driven/oidc/refusing-token-verifier.ts';
import { snapshotFormat } from '../adapters/driven/search-index/structures/snapshot-format.ts';
import { readObject } from '../adapters/driven/s3/read-object.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmRepository } from '../ports/film-repository.ts';
import type { Observer } from '../ports/observer.ts';
import type { LambdaConfig } from './config.ts';
import type { EmptySearches } from './factories/empty-searches.ts';
import type { Credentials } from './opensearch-engine.ts';
import { composeEngineSearch, composeSearch, type Search, type SearchPorts } from './factories/search.ts';
import { openSearchEngine } from './search-engine.ts';
import { s3Place } from './snapshot-place.ts';
import { SYNONYMS } from './synonym-tables.ts';

/** The handler of the search routes, and what it shares with the rest of the API and with the page's routes. */
export type SearchApi = {
  readonly handler: ApiHandler;
  readonly search: Search;
  readonly films: Pick<FilmRepository, 'lastVersion'>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/**
 * Composes the handler of the search routes. Nearly every request to a new instance is a search. So this file loads
 * neither the container nor the AWS clients, which together would take four times as long to load as everything that it
 * does load.
 */
export async function composeSearchApi(
  config: LambdaConfig,
  observer: Observer,
  emptySearches: EmptySearches | undefined,
): Promise<SearchApi> {
  const clock = new SystemClock();
  // A Lambda is frozen between requests, so it cannot rebuild. Instead a schedule checks once a minute whether a
  // rebuild is due.
  const rebuild = { request: () => undefined };
  const catalogue = catalogueOf(config, observer);
  const ports = { ...catalogue, rebuild, clock, observer, emptySearches, isFrozenBetweenRequests: true };
  const engine = await openSearchEngine(config, {
    synonymTables: [SYNONYMS],
    credentials: () => credentialsOf(config),
    clock,
    observer,
  });
  const search = engine
    ? composeEngineSearch(engine, ports, config.attributes)
    : composeSearch(ports, config.attributes);
  const verifier = new RefusingTokenVerifier('These routes need no token.');
  return {
    handler: createApiHandler(searchRoutes(search.useCases, search.declared), verifier, observer, clock),
    search,
    films: catalogue.films,
    clock,
    observer,
  };
}

async function credentialsOf({ access }: LambdaConfig): Promise<Credentials> {
  if (!access) return (await import('./sdk-catalogue.ts')).sdkCredentials();
  const { sessionToken, ...keys } = access;
  return { ...keys, ...(sessionToken !== undefined && { sessionToken }) };
}

type Catalogue = Pick<SearchPorts, 'pointer' | 'snapshots'> & {
  readonly films: SearchPorts['films'] & Pick<FilmRepository, 'lastVersion'>;
};

/** Reads with signed requests. If one fails for any reason, the SDK is loaded and repeats the read. */
function catalogueOf(config: LambdaConfig, observer: Observer): Catalogue {
  const { access, dynamodbEndpoint, s3Endpoint, filmsTable, snapshots } = config;
  let loading: Promise<Catalogue> | undefined;
  const bySdk = () =>
    (loading ??= import('./sdk-catalogue.ts').then(({ openSdkCatalogue }) => openSdkCatalogue(config)));
  const signed = access && new SignedCatalogue(access, dynamodbEndpoint, filmsTable, snapshotFormat(config.attributes));
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
      lastVersion: (id) => orBySdk(signed?.lastVersion(id), ({ films }) => films.lastVersion(id)),
      readSynopses: (ids) => orBySdk(signed?.readSynopses(ids), ({ films }) => films.readSynopses(ids)),
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
