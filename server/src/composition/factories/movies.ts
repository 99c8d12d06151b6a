import { LruEntryMemory } from '../../adapters/driven/memory/lru-entry-memory.ts';
import { GetMovie } from '../../application/movies/get-movie.ts';
import { HitCounter } from '../../application/movies/hit-counter.ts';
import { KeyFiller } from '../../application/movies/key-filler.ts';
import { MemoryTier, type Remembered } from '../../application/movies/memory-tier.ts';
import { ReadThrough } from '../../application/movies/read-through.ts';
import { SearchMovies } from '../../application/movies/search-movies.ts';
import { StoreWatch } from '../../application/movies/store-watch.ts';
import { MOVIES_CACHE_POLICY, type CachePolicy } from '../../domain/cache-policy.ts';
import type { MovieSettings } from '../../domain/movie-request.ts';
import type { Background } from '../../ports/background.ts';
import type { CacheLease } from '../../ports/cache-lease.ts';
import type { CacheStore } from '../../ports/cache-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MovieProvider } from '../../ports/movie-provider.ts';
import type { Observer } from '../../ports/observer.ts';

/**
 * The limits of an instance's memory of movies. A search page takes about 15 kB. With many movies that have long
 * credits, the byte limit is reached first. Otherwise the entry limit is reached first.
 */
const MEMORY_ENTRIES = 1_000;
const MEMORY_BYTES = 32 * 1024 * 1024;

type MoviesPorts = {
  readonly store: CacheStore;
  readonly lease: CacheLease;
  readonly provider: MovieProvider;
  readonly clock: Clock;
  readonly background: Background;
  readonly observer: Observer;
  readonly random: () => number;
  /**
   * Returns a new string each time, which no other instance returns. The string identifies the holder of a lease.
   */
  readonly newOwner: () => string;
};

/** The movies cache of one instance, and the use cases that read through it. */
export type Movies = {
  readonly searchMovies: SearchMovies;
  readonly getMovie: GetMovie;
  readonly hits: HitCounter;
  readonly watch: StoreWatch;
};

export function composeMovies(
  ports: MoviesPorts,
  settings: MovieSettings,
  policy: CachePolicy = MOVIES_CACHE_POLICY,
): Movies {
  const { store, provider, clock, background, observer } = ports;
  const watch = new StoreWatch(clock, observer);
  const entries = new LruEntryMemory<Remembered>(MEMORY_ENTRIES, MEMORY_BYTES);
  const memory = new MemoryTier(entries, store, watch, clock, policy);
  const hits = new HitCounter(store, clock, background, observer, policy);
  const shared = { ...ports, memory, watch, policy };
  const cache = new ReadThrough({ ...shared, hits, filler: new KeyFiller(shared) });
  return {
    searchMovies: new SearchMovies(cache, provider, settings),
    getMovie: new GetMovie(cache, provider, settings),
    hits,
    watch,
  };
}
