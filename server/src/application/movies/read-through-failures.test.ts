import { describe, expect, test } from '@jest/globals';
import { PROVIDER_DOWN } from '../../../testing/builders/fake-provider.ts';
import { makeWorld } from '../../../testing/builders/movies-world.ts';
import { MOVIES_CACHE_POLICY } from '../../domain/cache-policy.ts';
import { MarqueeError, storeUnavailable } from '../../domain/errors.ts';
import { RunPurge } from './run-purge.ts';

const { freshMs, keptMs, flushMs, generationMs, staleHoldMs } = MOVIES_CACHE_POLICY;

describe('when the provider fails', () => {
  test('serves a stale answer, marked as stale, for up to 24 hours, and after that passes on the failure', async () => {
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

  test('waits some seconds after a failed refresh, and then fetches the fresh answer with one call', async () => {
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

  test('while the breaker is open, serves a stale answer or an error, without calling the provider or taking a lease', async () => {
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

  test('gives up at the deadline on a provider that never answers', async () => {
    const { clock, provider, search } = makeWorld();
    provider.tookMs = 3_600_000;
    await expect(search()).rejects.toMatchObject({ kind: 'upstream-timeout', code: 'provider-timeout' });
    expect(clock.elapsedMs).toBe(MOVIES_CACHE_POLICY.deadlineMs);
  });

  test('serves nothing without an API key, not even cached answers', async () => {
    const { provider, search } = makeWorld();
    await search();
    provider.refused = new MarqueeError('not-configured', 'provider-not-configured', 'No key.');
    await expect(search()).rejects.toMatchObject({ code: 'provider-not-configured' });
  });
});

describe('a movie that does not exist', () => {
  test('is cached as missing for 30 seconds, and never served stale', async () => {
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
  test('serves the provider’s answer, keeps it in memory, and limits how often it logs the failure', async () => {
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

  test('forgets what it kept before it knew the generation, because a purge may have come since', async () => {
    const { store, clock, provider, instance, search } = makeWorld();
    const noQueue = { request: () => Promise.reject(new Error('not expected')) };
    instance.traffic.failure = storeUnavailable(new Error('down'));
    await search();
    const purge = new RunPurge(store, noQueue, clock, instance.observer, 'fake');
    await purge.execute({ scope: { kind: 'all' }, requestedAtMs: clock.nowMs() }, () => true);
    instance.traffic.failure = undefined;
    clock.advance(generationMs);
    await search();
    expect(provider.calls).toHaveLength(2);
  });

  test('concurrent requests of one instance still make only one call', async () => {
    const { clock, provider, instance } = makeWorld();
    instance.traffic.failure = storeUnavailable(new Error('down'));
    await clock.runUntil(Promise.all(Array.from({ length: 50 }, () => instance.searchMovies.execute('matrix', 1))));
    expect(provider.calls).toHaveLength(1);
  });

  test('refuses a request while 300 wait, so that a slow provider does not hold all connections', async () => {
    const { clock, instance, search } = makeWorld();
    const ask = (query: string) => instance.searchMovies.execute(query, 1);
    await search('kept');
    const waiting = Array.from({ length: 300 }, (_, i) => ask(i % 2 === 0 ? 'matrix' : `query ${String(i % 5)}`));
    await expect(ask('matrix')).rejects.toMatchObject({ code: 'provider-busy', retryAfterSec: 1 });
    expect((await ask('kept')).served.status).toBe('hit');
    await clock.runUntil(Promise.all(waiting));
    expect((await search('matrix')).served.status).toBe('hit');
  });

  test('serves an old answer from memory when the provider fails too', async () => {
    const { clock, provider, instance, search } = makeWorld();
    await search();
    clock.advance(freshMs);
    instance.traffic.failure = storeUnavailable(new Error('down'));
    provider.failure = PROVIDER_DOWN;
    expect((await search()).served.status).toBe('stale');
  });

  test('retries a failed write of hits later, and counts each hit once', async () => {
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
