import { MemoryCacheStore } from '../memory/cache-store.ts';
import { SteppedClock } from '../clocks/stepped-clock.ts';
import { FakeProvider } from './fake-provider.ts';
import { makeMoviesInstance } from './movies-instance.ts';

/**
 * Makes one instance of the movies cache over a store in memory, and a function that makes more instances over the same
 * store. Their clock moves only when a test moves it.
 */
export function makeWorld() {
  const store = new MemoryCacheStore();
  const shared = { store, lease: store, purger: store };
  const clock = new SteppedClock();
  const provider = new FakeProvider(clock);
  const make = () => makeMoviesInstance({ shared, provider, clock });
  const instance = make();
  const search = (query = 'matrix', page = 1) => clock.runUntil(instance.searchMovies.execute(query, page));
  const statuses = () => instance.observer.of('movies-answered').map(({ status, tier }) => `${status} ${tier}`);
  return { store, clock, provider, instance, make, search, statuses };
}
