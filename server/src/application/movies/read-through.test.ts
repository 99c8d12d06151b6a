import { describe, expect, test } from '@jest/globals';
import type { StoreTraffic } from '../../../testing/builders/counted-store.ts';
import { makeMoviesInstance } from '../../../testing/builders/movies-instance.ts';
import { makeWorld } from '../../../testing/builders/movies-world.ts';
import type { MemoryCacheStore } from '../../../testing/memory/cache-store.ts';
import { MOVIES_CACHE_POLICY } from '../../domain/cache-policy.ts';
import { RunPurge } from './run-purge.ts';

const { freshMs, generationMs } = MOVIES_CACHE_POLICY;

describe('the cache', () => {
  test('the first request calls the provider, later ones read memory, and another instance reads the store', async () => {
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

  test('uses one entry for all spellings of a query, but a separate entry for each page, and for the movie whose id equals the query', async () => {
    const { clock, provider, search, instance } = makeWorld();
    for (const query of ['The  Matrix', ' the matrix ', 'ＴＨＥ ＭＡＴＲＩＸ']) await search(query);
    expect(provider.calls).toEqual(['search the matrix 1']);
    await search('the matrix', 2);
    await search('42');
    await clock.runUntil(instance.getMovie.execute('42'));
    expect(provider.calls).toHaveLength(4);
  });

  test('reports when the answer was stored and when it expires', async () => {
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
  /** The store operations that ran before the answer was returned. */
  async function requestsFor(work: () => Promise<unknown>, traffic: StoreTraffic): Promise<string[]> {
    traffic.reset();
    await work();
    return [...traffic.requests];
  }

  test('for a memory hit: none, or one read of the generation if the last read is older than five seconds', async () => {
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

  test('concurrent memory hits share one read of the generation', async () => {
    const { clock, instance, search } = makeWorld();
    await search();
    clock.advance(generationMs);
    await clock.settle();
    const hits = () => Promise.all(Array.from({ length: 50 }, () => instance.searchMovies.execute('matrix', 1)));
    expect(await requestsFor(hits, instance.traffic)).toEqual(['readGeneration']);
  });

  test('for a store hit: one', async () => {
    const { make, search } = makeWorld();
    await search();
    const other = make();
    expect(await requestsFor(() => other.searchMovies.execute('matrix', 1), other.traffic)).toEqual(['read']);
  });

  test('for a miss: read, lease, read again, put, release', async () => {
    const { instance, search } = makeWorld();
    expect(await requestsFor(() => search(), instance.traffic)).toEqual(['read', 'acquire', 'read', 'put', 'release']);
  });
});

describe('entries that cannot be used', () => {
  test('count as a miss if they have the wrong shape, and are replaced', async () => {
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

  test.each(['all', 'query'] as const)(
    'after a purge of kind "%s", instances stop serving purged entries from memory within five seconds',
    async (kind) => {
      const { store, clock, provider, instance, make, search } = makeWorld();
      const other = make();
      await search();
      await clock.runUntil(other.searchMovies.execute('matrix', 1));
      clock.advance(1_000);
      const scope = kind === 'all' ? { kind } : { kind, query: 'matrix' };
      await new RunPurge(store, noQueue, clock, instance.observer, 'fake').execute(
        { scope, requestedAtMs: clock.nowMs() },
        unlimited,
      );
      clock.advance(generationMs);
      expect((await search()).served.status).toBe('miss');
      expect((await clock.runUntil(other.searchMovies.execute('matrix', 1))).served).toMatchObject({
        status: 'hit',
        tier: 'store',
      });
      expect(provider.calls).toHaveLength(2);
    },
  );

  test('all entries count as purged before any entry is deleted', async () => {
    const { store, clock, make, search } = makeWorld();
    await search();
    clock.advance(1_000);
    await store.declarePurged(clock.nowMs(), clock.nowMs());
    expect((await clock.runUntil(make().searchMovies.execute('matrix', 1))).served.status).toBe('miss');
  });
});

describe('refuses bad input before any call to the store or the provider', () => {
  test.each([
    ['an empty query', '', 1],
    ['a blank query', ' \u3000\u200b', 1],
    ['10,000 characters', 'x'.repeat(10_000), 1],
    ['a query that canonicalization makes too long', '\ufdfa'.repeat(150), 1],
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
