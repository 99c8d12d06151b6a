import { composeMovies, type Movies } from '../../src/composition/factories/movies.ts';
import { MOVIES_CACHE_POLICY, type CachePolicy } from '../../src/domain/cache-policy.ts';
import type { Background } from '../../src/ports/background.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MovieProvider } from '../../src/ports/movie-provider.ts';
import { countingStore, StoreTraffic, type SharedStore } from './counted-store.ts';
import { RecordingObserver } from '../recording-observer.ts';

/**
 * The movies part of one instance. It has its own memory, and shares the store and the provider with other instances.
 */
export type MoviesInstance = Movies & { readonly observer: RecordingObserver; readonly traffic: StoreTraffic };

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
  const observer = new RecordingObserver();
  const store = countingStore(shared.store, shared.lease, traffic);
  let owners = 0;
  let seed = instances;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return seed / 0x8000_0000;
  };
  const newOwner = () => `${name}-${String((owners += 1))}`;
  const ports = { store, lease: store, provider, clock, background: clock, observer, random, newOwner };
  return { ...composeMovies(ports, SETTINGS, { ...MOVIES_CACHE_POLICY, ...changes }), observer, traffic };
}
