import { randomUUID } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { createDocumentClient, withoutRetries } from '../adapters/driven/dynamodb/client.ts';
import { DynamoCacheStore } from '../adapters/driven/dynamodb/cache-store.ts';
import { DynamoCacheLease } from '../adapters/driven/dynamodb/lease.ts';
import { LruEntryMemory } from '../adapters/driven/memory/lru-entry-memory.ts';
import { TimerBackground } from '../adapters/driven/system/timer-background.ts';
import { TmdbMovieProvider } from '../adapters/driven/tmdb/movie-provider.ts';
import { TMDB_POLICIES } from '../adapters/driven/tmdb/policy-settings.ts';
import { GetMovie } from '../application/movies/get-movie.ts';
import { HitCounter } from '../application/movies/hit-counter.ts';
import { KeyFiller } from '../application/movies/key-filler.ts';
import { MemoryTier, type Remembered } from '../application/movies/memory-tier.ts';
import { PurgeCache } from '../application/movies/purge-cache.ts';
import { ReadThrough } from '../application/movies/read-through.ts';
import { SearchMovies } from '../application/movies/search-movies.ts';
import { StoreWatch } from '../application/movies/store-watch.ts';
import { MOVIES_CACHE_POLICY as policy } from '../domain/cache-policy.ts';
import { TOKENS } from './tokens.ts';

/** A search page is some 15 kB, so bytes bound what movies with long credits take, and entries bound the rest. */
const MEMORY_ENTRIES = 1_000;
const MEMORY_BYTES = 32 * 1024 * 1024;

/** Live movie search; needs the secret, the invalidation, the settings and the table's name from the runtime. */
export const moviesModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.background).toResolvedValue(() => new TimerBackground());
  bind(TOKENS.movieProvider).toResolvedValue(
    ({ tmdb }, secret, clock, observer) =>
      new TmdbMovieProvider({ ...tmdb, policies: TMDB_POLICIES }, { secret, clock, random: Math.random, observer }),
    [TOKENS.movieSettings, TOKENS.secretSource, TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.cacheStore).toResolvedValue(
    (client, documents, table) => new DynamoCacheStore(documents, createDocumentClient(withoutRetries(client)), table),
    [TOKENS.dynamoClient, TOKENS.documentClient, TOKENS.cacheTable],
  );
  bind(TOKENS.hitCounter).toResolvedValue(
    (store, clock, background, observer) => new HitCounter(store, clock, background, observer, policy),
    [TOKENS.cacheStore, TOKENS.clock, TOKENS.background, TOKENS.observer],
  );
  bind(TOKENS.storeWatch).toResolvedValue(
    (clock, observer) => new StoreWatch(clock, observer),
    [TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.readThrough).toResolvedValue(
    (store, documents, table, hits, provider, watch, clock, observer) => {
      const entries = new LruEntryMemory<Remembered>(MEMORY_ENTRIES, MEMORY_BYTES);
      const memory = new MemoryTier(entries, store, watch, clock, policy);
      const lease = new DynamoCacheLease(documents, table);
      const shared = { store, memory, provider, watch, clock, observer, policy };
      const filler = new KeyFiller({ ...shared, lease, random: Math.random, newOwner: randomUUID });
      return new ReadThrough({ ...shared, filler, hits });
    },
    [
      TOKENS.cacheStore,
      TOKENS.documentClient,
      TOKENS.cacheTable,
      TOKENS.hitCounter,
      TOKENS.movieProvider,
      TOKENS.storeWatch,
      TOKENS.clock,
      TOKENS.observer,
    ],
  );
  bind(TOKENS.movieUseCases).toResolvedValue(
    (cache, provider, { search }, invalidation, clock) => ({
      searchMovies: new SearchMovies(cache, provider, search),
      getMovie: new GetMovie(cache, provider, search),
      purgeCache: new PurgeCache(invalidation, clock),
    }),
    [TOKENS.readThrough, TOKENS.movieProvider, TOKENS.movieSettings, TOKENS.cacheInvalidation, TOKENS.clock],
  );
});
