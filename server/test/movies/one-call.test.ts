import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryCacheStore } from '../../testing/memory/cache-store.ts';
import { MOVIES_CACHE_POLICY } from '../../src/domain/cache-policy.ts';
import { StoreTraffic, type SharedStore } from '../../testing/builders/counted-store.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { SteppedClock } from '../../testing/clocks/stepped-clock.ts';
import { FakeProvider, PROVIDER_DOWN } from '../../testing/builders/fake-provider.ts';
import { makeMoviesInstance, type MoviesInstance } from '../../testing/builders/movies-instance.ts';
import type { CacheStoreUnderTest } from '../../testing/contracts/cache-store.contract.ts';
import { makeDynamoCacheStore } from '../../testing/contracts/dynamo-cache-store.ts';

const { leaseMs, deadlineMs, freshMs } = MOVIES_CACHE_POLICY;

/**
 * Four instances that share one store and one clock. Each has its own memory. The clock does not advance while a
 * request to the store is under way.
 */
function makeWorld(shared: SharedStore) {
  const traffic = new StoreTraffic();
  const clock = new SteppedClock(() => traffic.underWay > 0);
  const provider = new FakeProvider(clock);
  const first = makeMoviesInstance({ shared, provider, clock, traffic });
  const instances = [
    first,
    ...Array.from({ length: 3 }, () => makeMoviesInstance({ shared, provider, clock, traffic })),
  ];
  const ask = (count: number, query: string, over: readonly MoviesInstance[] = instances) =>
    Array.from({ length: count }, (_, i) => {
      const startedMs = clock.monotonicMs();
      const instance = over[i % over.length] ?? first;
      const answer = instance.searchMovies.execute(query, 1);
      return answer.then(({ value, served }) => ({ value, served, tookMs: clock.monotonicMs() - startedMs }));
    });
  return { traffic, clock, provider, instances, ask };
}

const STORES: readonly (readonly [string, () => Promise<CacheStoreUnderTest>])[] = [
  [
    'memory',
    () => {
      const store = new MemoryCacheStore();
      return Promise.resolve({
        store,
        lease: store,
        purger: store,
        hasSizeLimit: false,
        close: () => Promise.resolve(),
      });
    },
  ],
  [
    'the embedded DynamoDB',
    async () => {
      const { endpoint, close } = await startDynalite();
      return makeDynamoCacheStore(endpoint, close);
    },
  ],
];

describe.each(STORES)('four instances over %s', (_name, makeStore) => {
  let shared: CacheStoreUnderTest;
  beforeAll(async () => {
    shared = await makeStore();
  });
  afterAll(() => shared.close());

  test('200 concurrent requests cost one call; later requests cost no call within two minutes, and one call after these two minutes', async () => {
    const { clock, provider, ask } = makeWorld(shared);
    const first = await clock.runUntil(Promise.all(ask(200, 'Stampede')));
    expect(provider.calls).toEqual(['search stampede 1']);
    expect(new Set(first.map(({ value }) => JSON.stringify(value))).size).toBe(1);
    expect(first.filter(({ served }) => served.status === 'miss' && !served.collapsed)).toHaveLength(1);

    clock.advance(freshMs - clock.elapsedMs);
    const again = await clock.runUntil(Promise.all(ask(200, ' STAMPEDE ')));
    expect(provider.calls).toHaveLength(1);
    expect(again.every(({ served }) => served.status === 'hit')).toBe(true);

    clock.advance(1_000);
    const expired = await clock.runUntil(Promise.all(ask(200, 'stampede')));
    expect(provider.calls).toHaveLength(2);
    expect(expired.every(({ value }) => value?.items[0]?.id === 2)).toBe(true);
  });

  test('1,000 concurrent requests for a slow answer cost one call', async () => {
    const { clock, provider, ask } = makeWorld(shared);
    provider.tookMs = deadlineMs - 1_000;
    await clock.runUntil(Promise.all(ask(1_000, 'slow')));
    expect(provider.calls).toHaveLength(1);
  });

  test('a lease holder that is killed midway costs a second call, and no request waits longer than the lease and one call take together', async () => {
    const { clock, provider, instances, ask } = makeWorld(shared);
    const dead = new SteppedClock();
    const deadProvider = new FakeProvider(dead);
    deadProvider.isKilled = true;
    const traffic = new StoreTraffic();
    const killed = makeMoviesInstance({ shared, provider: deadProvider, clock: dead, traffic });
    void killed.searchMovies.execute('killed', 1);
    await new Promise<void>((resolve) => {
      const look = () => {
        if (deadProvider.calls.length > 0) resolve();
        else setImmediate(look);
      };
      look();
    });
    const answers = await clock.runUntil(Promise.all(ask(200, 'killed', instances)));
    expect(deadProvider.calls.length + provider.calls.length).toBe(2);
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThanOrEqual(leaseMs + provider.tookMs + 500);
    expect(answers.every(({ value }) => value !== undefined)).toBe(true);
  });

  test('a failure is shared by all requests that waited for it, and is not cached', async () => {
    const { clock, provider, ask } = makeWorld(shared);
    provider.failure = PROVIDER_DOWN;
    const outcomes = await clock.runUntil(Promise.allSettled(ask(200, 'failing')));
    expect(provider.calls).toHaveLength(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'provider-unavailable', retryAfterSec: 5 } });
    }
    provider.failure = undefined;
    const recovered = await clock.runUntil(Promise.all(ask(4, 'failing')));
    expect(provider.calls).toHaveLength(2);
    expect(recovered.every(({ value }) => value !== undefined)).toBe(true);
  });

  test('counts every answer from the cache exactly once, no matter which instance gave it', async () => {
    const { clock, instances, ask } = makeWorld(shared);
    const answers: Awaited<ReturnType<typeof ask>[number]>[] = [];
    for (let round = 0; round < 12; round += 1) {
      answers.push(...(await clock.runUntil(Promise.all(ask(37, 'counted')))));
      clock.advance(round % 3 === 0 ? 6_000 : 700);
      await clock.settle();
    }
    await clock.runUntil(Promise.all(instances.map(({ hits }) => hits.flush())));
    const fromCache = answers.filter(({ served }) => served.status !== 'miss').length;
    const [last] = await clock.runUntil(
      Promise.all(ask(1, 'counted', [makeMoviesInstance({ shared, provider: new FakeProvider(clock), clock })])),
    );
    expect(last?.served.hits).toBe(fromCache + 1);
  });
});
