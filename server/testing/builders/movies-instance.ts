import { LruEntryMemory } from '../../src/adapters/driven/memory/lru-entry-memory.ts';
import { GetMovie } from '../../src/application/movies/get-movie.ts';
import { HitCounter } from '../../src/application/movies/hit-counter.ts';
import { KeyFiller } from '../../src/application/movies/key-filler.ts';
import { MemoryTier, type Remembered } from '../../src/application/movies/memory-tier.ts';
import { ReadThrough } from '../../src/application/movies/read-through.ts';
import { SearchMovies } from '../../src/application/movies/search-movies.ts';
import { StoreWatch } from '../../src/application/movies/store-watch.ts';
import { MOVIES_CACHE_POLICY, type CachePolicy } from '../../src/domain/cache-policy.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MovieProvider } from '../../src/ports/movie-provider.ts';
import { countedStore, StoreTraffic, type SharedStore } from './counted-store.ts';
import { RecordingObserver } from '../recording-observer.ts';

/** One instance of the product, as far as movies go: memory of its own, everything else shared with others. */
export type MoviesInstance = {
  readonly searchMovies: SearchMovies;
  readonly getMovie: GetMovie;
  readonly hits: HitCounter;
  readonly observer: RecordingObserver;
  readonly traffic: StoreTraffic;
};

type Parts = {
  readonly shared: SharedStore;
  readonly provider: MovieProvider;
  readonly clock: Clock & Background;
  readonly policy?: Partial<CachePolicy>;
  readonly traffic?: StoreTraffic;
};

const SETTINGS = { language: 'en-US', includeAdult: false };

let instances = 0;

export function makeMoviesInstance({
  shared,
  provider,
  clock,
  policy: changes,
  traffic = new StoreTraffic(),
}: Parts): MoviesInstance {
  instances += 1;
  const name = `${String(process.pid)}-${String(instances)}`;
  const policy = { ...MOVIES_CACHE_POLICY, ...changes };
  const observer = new RecordingObserver();
  const store = countedStore(shared.store, shared.lease, traffic);
  const watch = new StoreWatch(clock, observer);
  const memory = new MemoryTier(new LruEntryMemory<Remembered>(500, 16_000_000), store, watch, clock, policy);
  const hits = new HitCounter(store, clock, clock, observer, policy);
  let owners = 0;
  let seed = instances;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return seed / 0x8000_0000;
  };
  const deps = { store, lease: store, memory, provider, watch, clock, random, observer, policy, hits };
  const filler = new KeyFiller({ ...deps, newOwner: () => `${name}-${String((owners += 1))}` });
  const cache = new ReadThrough({ ...deps, filler });
  return {
    searchMovies: new SearchMovies(cache, provider, SETTINGS),
    getMovie: new GetMovie(cache, provider, SETTINGS),
    hits,
    observer,
    traffic,
  };
}
