import { expect, test } from '@jest/globals';
import { PROVIDER_DOWN } from '../../../testing/builders/fake-provider.ts';
import { makeWorld } from '../../../testing/builders/movies-world.ts';
import { MOVIES_CACHE_POLICY } from '../../domain/cache-policy.ts';
import { cacheKeyOf } from '../../domain/movie-request.ts';
import { RunPurge } from './run-purge.ts';

const { freshMs, leaseMs, staleHoldMs } = MOVIES_CACHE_POLICY;
const HOUR = 3_600_000;
const KEY = cacheKeyOf('fake', {
  operation: 'search',
  query: 'matrix',
  page: 1,
  language: 'en-US',
  includeAdult: false,
});

test('replaces an entry that an instance with its clock an hour ahead stored, and serves the new one', async () => {
  const { clock, make, search, statuses } = makeWorld();
  const ahead = make();
  clock.aheadMs = HOUR;
  await clock.runUntil(ahead.searchMovies.execute('matrix', 1));
  clock.aheadMs = 0;
  await search();
  const another = make();
  await clock.runUntil(another.searchMovies.execute('matrix', 1));
  expect(statuses()).toEqual(['miss provider']);
  expect(another.observer.of('movies-answered')).toMatchObject([{ status: 'hit', tier: 'store' }]);
});

test('does not wait for a lease whose holder’s clock was an hour ahead', async () => {
  const { store, clock, search } = makeWorld();
  await store.acquire(KEY, 'killed', clock.nowMs() + HOUR, leaseMs);
  expect((await search()).served.status).toBe('miss');
  expect(clock.elapsedMs).toBeLessThan(leaseMs);
});

test('stops waiting for a lease when the end of the lease suddenly moves an hour ahead', async () => {
  const { store, clock, provider, search } = makeWorld();
  provider.tookMs = 1_000;
  await store.acquire(KEY, 'holder', clock.nowMs(), leaseMs);
  const waiting = search();
  await clock.settle();
  // The holder's clock jumps while it holds the lease.
  await store.acquire(KEY, 'holder', clock.nowMs() + HOUR, leaseMs);
  expect((await waiting).served.status).toBe('miss');
  expect(clock.elapsedMs).toBeLessThan(leaseMs);
});

test('a purge that was requested by a clock an hour ahead purges the existing entries, and hides new ones for at most 10 s', async () => {
  const { store, clock, instance, make, search } = makeWorld();
  await search();
  const noQueue = { request: () => Promise.reject(new Error('not expected')) };
  const runPurge = new RunPurge(store, noQueue, clock, instance.observer, 'fake');
  await runPurge.execute({ scope: { kind: 'all' }, requestedAtMs: clock.nowMs() + HOUR }, () => true);
  const purgedAtMs = clock.elapsedMs;
  expect((await clock.runUntil(make().searchMovies.execute('matrix', 1))).served.status).toBe('miss');
  clock.advance(purgedAtMs + 10_001 - clock.elapsedMs);
  await clock.runUntil(make().searchMovies.execute('matrix', 1));
  expect((await clock.runUntil(make().searchMovies.execute('matrix', 1))).served.status).toBe('hit');
  // The purge hides nothing even when the hour has passed.
  clock.advance(HOUR - 12_000);
  await clock.runUntil(make().searchMovies.execute('matrix', 1));
  clock.advance(10_000);
  expect((await clock.runUntil(make().searchMovies.execute('matrix', 1))).served.status).toBe('hit');
});

test('serves a held stale answer only for seconds, even if the clock is set back by an hour meanwhile', async () => {
  const { clock, provider, search, statuses } = makeWorld();
  await search();
  clock.advance(freshMs);
  provider.failure = PROVIDER_DOWN;
  clock.aheadMs = HOUR;
  await search();
  clock.aheadMs = 0;
  provider.failure = undefined;
  clock.advance(staleHoldMs * 2);
  await search();
  expect(statuses()).toEqual(['miss provider', 'stale store', 'miss provider']);
});
