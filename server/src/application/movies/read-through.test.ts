import { describe, expect, test } from '@jest/globals';
import { StoreTraffic } from '../../../test/builders/counted-store.ts';
import { FakeClock } from '../../../test/builders/fake-clock.ts';
import { FakeProvider, PROVIDER_DOWN } from '../../../test/builders/fake-provider.ts';
import { makeMoviesInstance } from '../../../test/builders/movies-instance.ts';
import { MemoryCacheStore } from '../../adapters/out/memory/cache-store.ts';
import { MOVIES_CACHE_POLICY } from '../../domain/cache-policy.ts';
import { MarqueeError, storeUnavailable } from '../../domain/errors.ts';
import { RunPurge } from './run-purge.ts';

const { freshMs, keptMs, generationMs, flushMs, staleHoldMs } = MOVIES_CACHE_POLICY;

function makeWorld() {
  const store = new MemoryCacheStore();
  const shared = { store, lease: store, purger: store };
  const clock = new FakeClock();
  const provider = new FakeProvider(clock);
  const make = () => makeMoviesInstance({ shared, provider, clock });
  const instance = make();
  const search = (query = 'matrix', page = 1) => clock.runUntil(instance.searchMovies.execute(query, page));
  const statuses = () => instance.observer.of('movies-answered').map(({ status, tier }) => `${status} ${tier}`);
  return { store, clock, provider, instance, make, search, statuses };
}

describe('the order of reading', () => {
  test('provider, then memory; another instance reads the store', async () => {
    const { clock, make, search, statuses, instance } = makeWorld();
    await search();
    await search();
    clock.advance(0);
    await clock.settle();
    const other = make();
    await clock.runUntil(other.searchMovies.execute('matrix', 1));
    expect(statuses()).toEqual(['miss provider', 'hit memory']);
    expect(other.observer.of('movies-answered')).toMatchObject([{ status: 'hit', tier: 'store', hits: 2 }]);
    expect(instance.observer.events.map(({ type }) => type)).toEqual([
      'provider-called',
      'movies-answered',
      'movies-answered',
    ]);
  });

  test('spellings of a query share an entry; another page, or a movie of the same number, does not', async () => {
    const { clock, provider, search, instance } = makeWorld();
    for (const query of ['The  Matrix', ' the matrix ', 'ＴＨＥ ＭＡＴＲＩＸ']) await search(query);
    expect(provider.calls).toEqual(['search the matrix 1']);
    await search('the matrix', 2);
    await search('42');
    await clock.runUntil(instance.getMovie.execute('42'));
    expect(provider.calls).toHaveLength(4);
  });

  test('what it says of itself: when it was stored and when it expires', async () => {
    const { clock, search } = makeWorld();
    const { served: miss } = await search();
    expect(miss).toMatchObject({ status: 'miss', stored: true, hits: 0 });
    expect(miss.expiresAtMs - miss.storedAtMs).toBe(freshMs);
    clock.advance(3_000);
    const { served: hit } = await search();
    expect(hit).toMatchObject({ status: 'hit', hits: 1, storedAtMs: miss.storedAtMs, expiresAtMs: miss.expiresAtMs });
    expect(hit.nowMs - hit.storedAtMs).toBe(3_000);
  });
});

describe('requests to the store before an answer', () => {
  /** What was asked of the store until the answer was there. */
  async function requestsFor(work: () => Promise<unknown>, traffic: StoreTraffic): Promise<string[]> {
    traffic.reset();
    await work();
    return [...traffic.requests];
  }

  test('a memory hit: none, or one read of the generation when the last is older than five seconds', async () => {
    const { clock, instance, search } = makeWorld();
    await search();
    const { traffic } = instance;
    const hit = () => instance.searchMovies.execute('matrix', 1);
    expect(await requestsFor(hit, traffic)).toEqual([]);
    await clock.settle();
    clock.advance(generationMs - 1_000);
    await clock.settle();
    expect(await requestsFor(hit, traffic)).toEqual([]);
    clock.advance(generationMs);
    await clock.settle();
    expect(await requestsFor(hit, traffic)).toEqual(['readGeneration']);
    expect(await requestsFor(hit, traffic)).toEqual([]);
  });

  test('many memory hits at once share that read', async () => {
    const { clock, instance, search } = makeWorld();
    await search();
    clock.advance(generationMs);
    await clock.settle();
    const hits = () => Promise.all(Array.from({ length: 50 }, () => instance.searchMovies.execute('matrix', 1)));
    expect(await requestsFor(hits, instance.traffic)).toEqual(['readGeneration']);
  });

  test('a store hit: one', async () => {
    const { make, search } = makeWorld();
    await search();
    const other = make();
    expect(await requestsFor(() => other.searchMovies.execute('matrix', 1), other.traffic)).toEqual(['read']);
  });

  test('a miss: read, lease, read again, put, release', async () => {
    const { instance, search } = makeWorld();
    expect(await requestsFor(() => search(), instance.traffic)).toEqual(['read', 'acquire', 'read', 'put', 'release']);
  });
});

describe('when the provider fails', () => {
  test('a stale answer is served and marked, for 24 hours; after that the failure', async () => {
    const { clock, provider, search } = makeWorld();
    const { value } = await search();
    provider.failure = PROVIDER_DOWN;
    clock.advance(freshMs);
    const stale = await search();
    expect(stale.value).toEqual(value);
    expect(stale.served).toMatchObject({ status: 'stale', failure: 'provider-unavailable', hits: 1 });
    clock.advance(keptMs - freshMs - 2_000);
    expect((await search()).served.status).toBe('stale');
    clock.advance(10_000);
    await expect(search()).rejects.toMatchObject({ code: 'provider-unavailable', retryAfterSec: 5 });
  });

  test('a failed refresh is not repeated for some seconds; then one call brings the fresh answer', async () => {
    const { clock, provider, search, statuses } = makeWorld();
    await search();
    provider.failure = PROVIDER_DOWN;
    clock.advance(freshMs);
    for (let i = 0; i < 20; i += 1) await search();
    expect(provider.calls).toHaveLength(2);
    provider.failure = undefined;
    clock.advance(staleHoldMs * 2);
    await search();
    expect(statuses().at(-1)).toBe('miss provider');
    expect(provider.calls).toHaveLength(3);
  });

  test('while the breaker is open nothing is called and no lease taken; stale where there is something, else the refusal', async () => {
    const { clock, provider, search, instance } = makeWorld();
    await search('known');
    clock.advance(freshMs);
    provider.refused = new MarqueeError('upstream-unavailable', 'provider-breaker-open', 'Open.', { retryAfterSec: 9 });
    instance.traffic.reset();
    expect((await search('known')).served).toMatchObject({ status: 'stale', failure: 'provider-breaker-open' });
    await expect(search('unknown')).rejects.toMatchObject({ code: 'provider-breaker-open', retryAfterSec: 9 });
    expect(provider.calls).toHaveLength(1);
    expect(instance.traffic.count('acquire')).toBe(0);
  });

  test('a provider that never answers is given up at the deadline', async () => {
    const { clock, provider, search } = makeWorld();
    provider.tookMs = 3_600_000;
    await expect(search()).rejects.toMatchObject({ kind: 'upstream-timeout', code: 'provider-timeout' });
    expect(clock.elapsedMs).toBe(MOVIES_CACHE_POLICY.deadlineMs);
  });

  test('without a key nothing is served, not even what is cached', async () => {
    const { provider, search } = makeWorld();
    await search();
    provider.refused = new MarqueeError('not-configured', 'provider-not-configured', 'No key.');
    await expect(search()).rejects.toMatchObject({ code: 'provider-not-configured' });
  });
});

describe('what there is not', () => {
  test('is remembered for 30 seconds, and never served stale', async () => {
    const { clock, provider, instance } = makeWorld();
    const ask = () => clock.runUntil(instance.getMovie.execute('404'));
    await expect(ask()).rejects.toMatchObject({ code: 'movie-not-found' });
    clock.advance(29_000);
    await expect(ask()).rejects.toMatchObject({ code: 'movie-not-found' });
    expect(provider.calls).toHaveLength(1);
    clock.advance(1_001);
    provider.failure = PROVIDER_DOWN;
    await expect(ask()).rejects.toMatchObject({ code: 'provider-unavailable' });
    expect(provider.calls).toHaveLength(2);
  });
});

describe('when the store fails', () => {
  test('the provider answers, memory keeps it, and the log is told once in a while', async () => {
    const { clock, provider, instance, search } = makeWorld();
    instance.traffic.failure = storeUnavailable(new Error('down'));
    for (let i = 0; i < 20; i += 1) await search(`query ${String(i)}`);
    await search('query 0');
    expect(provider.calls).toHaveLength(20);
    expect(instance.observer.of('cache-store-failed')).toHaveLength(1);
    clock.advance(30_000);
    await search('another');
    expect(instance.observer.of('cache-store-failed')).toMatchObject([{ suppressed: 0 }, { suppressed: 20 }]);
    instance.traffic.failure = undefined;
    expect((await search('one more')).served.stored).toBe(true);
  });

  test('together requests of one instance still cost one call', async () => {
    const { clock, provider, instance } = makeWorld();
    instance.traffic.failure = storeUnavailable(new Error('down'));
    await clock.runUntil(Promise.all(Array.from({ length: 50 }, () => instance.searchMovies.execute('matrix', 1))));
    expect(provider.calls).toHaveLength(1);
  });

  test('an old answer in memory still stands in when the provider fails too', async () => {
    const { clock, provider, instance, search } = makeWorld();
    await search();
    clock.advance(freshMs);
    instance.traffic.failure = storeUnavailable(new Error('down'));
    provider.failure = PROVIDER_DOWN;
    expect((await search()).served.status).toBe('stale');
  });

  test('hits that could not be written are written later, once', async () => {
    const { clock, instance, search, make } = makeWorld();
    await search();
    instance.traffic.failure = storeUnavailable(new Error('down'));
    await search();
    await search();
    clock.advance(flushMs * 3);
    await clock.settle();
    instance.traffic.failure = undefined;
    clock.advance(flushMs);
    await clock.settle();
    const { served } = await clock.runUntil(make().searchMovies.execute('matrix', 1));
    expect(served.hits).toBe(3);
  });
});

describe('entries that cannot be used', () => {
  test('one of another shape is a miss, and replaced', async () => {
    const { store, clock, provider, instance, search } = makeWorld();
    await search();
    const other = makeMoviesInstance({
      shared: {
        store: Object.assign(Object.create(store) as MemoryCacheStore, {
          read: async (...args: Parameters<MemoryCacheStore['read']>) => {
            const reading = await store.read(...args);
            return reading.entry ? { ...reading, entry: { ...reading.entry, payload: '{"items":"none"}' } } : reading;
          },
        }),
        lease: store,
        purger: store,
      },
      provider,
      clock,
    });
    expect((await clock.runUntil(other.searchMovies.execute('matrix', 1))).served.status).toBe('miss');
    expect(instance.traffic.count('put')).toBe(1);
    expect(provider.calls).toHaveLength(2);
  });
});

describe('purging', () => {
  const unlimited = () => true;
  const noQueue = { request: () => Promise.reject(new Error('not expected')) };

  test.each(['all', 'query'] as const)('%s: instances stop serving from memory within five seconds', async (kind) => {
    const { store, clock, provider, instance, make, search } = makeWorld();
    const other = make();
    await search();
    await clock.runUntil(other.searchMovies.execute('matrix', 1));
    clock.advance(1_000);
    const scope = kind === 'all' ? { kind } : { kind, query: 'matrix' };
    await new RunPurge(store, noQueue, instance.observer).execute({ scope, requestedAtMs: clock.nowMs() }, unlimited);
    clock.advance(generationMs);
    expect((await search()).served.status).toBe('miss');
    expect((await clock.runUntil(other.searchMovies.execute('matrix', 1))).served).toMatchObject({
      status: 'hit',
      tier: 'store',
    });
    expect(provider.calls).toHaveLength(2);
  });

  test('everything counts as purged before anything is deleted', async () => {
    const { store, clock, make, search } = makeWorld();
    await search();
    clock.advance(1_000);
    await store.declarePurged(clock.nowMs());
    expect((await clock.runUntil(make().searchMovies.execute('matrix', 1))).served.status).toBe('miss');
  });
});

describe('bad input is refused before anything is asked', () => {
  test.each([
    ['an empty query', '', 1],
    ['a blank query', ' \u3000\u200b', 1],
    ['10,000 characters', 'x'.repeat(10_000), 1],
    ['what becomes too long', '\ufdfa'.repeat(150), 1],
    ['page 0', 'matrix', 0],
    ['page 501', 'matrix', 501],
    ['page NaN', 'matrix', Number.NaN],
    ['page 1.5', 'matrix', 1.5],
  ])('%s', async (_name, query, page) => {
    const { provider, search, instance } = makeWorld();
    await expect(search(query, page)).rejects.toMatchObject({ kind: 'bad-request' });
    expect(provider.calls).toEqual([]);
    expect(instance.traffic.requests).toEqual([]);
  });

  test.each(['0', '-1', '1.5', '1e3', '..', '1/../2', '99999999999', 'cache', ''])('the id %j', async (id) => {
    const { provider, clock, instance } = makeWorld();
    await expect(clock.runUntil(instance.getMovie.execute(id))).rejects.toMatchObject({ kind: 'bad-request' });
    expect(provider.calls).toEqual([]);
  });
});
