import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { RecordingObserver } from '../../../../testing/recording-observer.ts';
import { HangingClock, TRY_TIMEOUT_MS } from '../../../../testing/clocks/hanging-clock.ts';
import { TmdbDouble } from '../../../../testing/tmdb-double/server.ts';
import type { FaultKind } from '../../../../testing/tmdb-double/faults.ts';
import { isMarqueeError, type MarqueeError } from '../../../domain/errors.ts';
import type { SecretSource } from '../../../ports/secret-source.ts';
import { FixedSecretSource } from '../system/fixed-secret-source.ts';
import { TmdbMovieProvider } from './movie-provider.ts';
import { TMDB_POLICIES } from './policy-settings.ts';

const POLICIES = { ...TMDB_POLICIES, tryTimeoutMs: TRY_TIMEOUT_MS, backoffMs: 2, breakerOpenMs: 60_000 };
/** A time limit that no call in this file reaches, even on a busy machine. */
const PATIENCE_MS = 60_000;
const TOKEN = 'eyJ-a-very-secret-token';

let double: TmdbDouble;
let clock: HangingClock;
let observer: RecordingObserver;
beforeEach(async () => {
  double = await TmdbDouble.start({ token: TOKEN });
  clock = new HangingClock(double);
  observer = new RecordingObserver();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await double.close();
});

function makeProvider(
  secret: SecretSource = new FixedSecretSource(TOKEN),
  policies = POLICIES,
  callsPerSecond = 1_000,
) {
  const { url, imageUrl } = double;
  return new TmdbMovieProvider(
    { url, imageUrl, callsPerSecond, policies },
    { secret, clock, random: () => 0.5, observer },
  );
}

const search = (provider: TmdbMovieProvider, query = 'lantern', page = 1, signal = AbortSignal.timeout(PATIENCE_MS)) =>
  provider.search({ operation: 'search', query, page, language: 'en-US', includeAdult: false }, signal);
const details = (provider: TmdbMovieProvider, id: number) =>
  provider.details({ operation: 'details', id, language: 'en-US' }, AbortSignal.timeout(PATIENCE_MS));

async function failureOf(call: Promise<unknown>): Promise<MarqueeError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isMarqueeError(error)) throw new Error(`not a MarqueeError: ${inspect(error)}`);
  return error;
}

describe('TmdbMovieProvider', () => {
  test('reads a page of movies, omits unknown values, and skips rows that are not movies', async () => {
    const page = await search(makeProvider(), 'the');
    expect(page).toMatchObject({ page: 1, totalPages: 30, totalResults: 600 });
    expect(page.items).toHaveLength(19);
    const [first, second] = page.items;
    expect(first).toEqual({
      id: 1000,
      title: 'The Silent Harbour of Brackwater',
      originalTitle: 'Le Harbour Silent',
      votes: 0,
    });
    expect(second?.releaseDate).toBe('1951-02-15');
    expect(second?.poster?.[0]).toEqual({ widthPx: 185, url: `${double.imageUrl}/w185/double-1001.svg` });
  });

  test('sends exactly the parameters of the request', async () => {
    await search(makeProvider(), 'a&b=c d/..', 3);
    expect(double.calls).toEqual(['/3/search/movie?query=a%26b%3Dc+d%2F..&page=3&language=en-US&include_adult=false']);
  });

  test('limits the totals to the pages that TMDB serves', async () => {
    const provider = makeProvider();
    expect(await search(provider, 'everything', 500)).toMatchObject({
      page: 500,
      totalPages: 500,
      totalResults: 10_000,
    });
  });

  test('reads the official trailer of a movie, and does not count any other video as a trailer', async () => {
    expect((await details(makeProvider(), 1011))?.trailer).toBe('https://www.youtube.com/watch?v=double-1011');
    expect((await details(makeProvider(), 1010))?.trailer).toBeUndefined();
  });

  test('reads a movie with its credits in billing order, and treats a runtime of 0 and empty texts as unknown', async () => {
    const movie = await details(makeProvider(), 1010);
    expect(movie).toMatchObject({ id: 1010, genres: ['Thriller'], countries: ['Nowhere'] });
    expect(movie?.cast.map(({ role }) => role)).toEqual(['Role 0', 'Role 1', undefined]);
    expect(movie?.crew.map(({ role }) => role)).toEqual(['Director']);
    expect(movie).not.toHaveProperty('runtimeMin');
    expect(movie).not.toHaveProperty('tagline');
  });

  test('returns undefined for a movie that TMDB does not have, even when TMDB says so with status 200', async () => {
    const provider = makeProvider();
    expect(await details(provider, 1)).toBeUndefined();
    double.setFault({ kind: 'not-found-as-200' });
    expect(await details(provider, 1001)).toBeUndefined();
    expect(double.calls).toHaveLength(2);
  });

  test('accepts a base URL with or without the version at the end', async () => {
    const url = double.url.replace(/\/3$/, '/');
    const provider = new TmdbMovieProvider(
      { url, imageUrl: '', callsPerSecond: 1_000, policies: POLICIES },
      { secret: new FixedSecretSource(TOKEN), clock, random: () => 0.5, observer },
    );
    expect((await search(provider)).items).not.toHaveLength(0);
  });
});

describe('TmdbMovieProvider when a call fails', () => {
  /**
   * Each case: the fault, the kind and code of the resulting error, and the number of calls, which is 3 if a retry may
   * help and otherwise 1.
   */
  const cases: readonly (readonly [FaultKind, string, string, number])[] = [
    ['server-error', 'upstream-unavailable', 'provider-unavailable', 3],
    ['html-error', 'upstream-unavailable', 'provider-unavailable', 3],
    ['rate-limit', 'upstream-unavailable', 'provider-rate-limited', 3],
    ['reset', 'upstream-unavailable', 'provider-unavailable', 3],
    ['hang', 'upstream-timeout', 'provider-timeout', 3],
    ['hang-in-body', 'upstream-timeout', 'provider-timeout', 3],
    ['html-ok', 'upstream-invalid', 'provider-unreadable', 1],
    ['garbage', 'upstream-invalid', 'provider-unreadable', 1],
    ['truncated', 'upstream-invalid', 'provider-unreadable', 1],
    ['wrong-shape', 'upstream-invalid', 'provider-unreadable', 1],
    ['gzip-lie', 'upstream-invalid', 'provider-unreadable', 1],
    ['redirect', 'upstream-invalid', 'provider-refused', 1],
    ['refuse-token', 'misconfigured', 'provider-key-refused', 1],
  ];

  test.each(cases)('%s becomes %s, %s, after %i calls', async (kind, errorKind, code, calls) => {
    const provider = makeProvider();
    double.setFault({ kind });
    const error = await failureOf(search(provider));
    expect([error.kind, error.code]).toEqual([errorKind, code]);
    if (errorKind !== 'misconfigured') expect(error.retryAfterSec).toBeGreaterThanOrEqual(1);
    expect(double.calls).toHaveLength(calls);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  test('reads a compressed response whose headers do not declare the compression', async () => {
    double.setFault({ kind: 'gzip-undeclared' });
    expect((await search(makeProvider())).items.length).toBeGreaterThan(0);
  });

  test.each(['server-error', 'reset', 'hang', 'rate-limit'] as const)('retries after a single %s', async (kind) => {
    double.setFault({ kind, times: 1 });
    expect((await search(makeProvider())).items.length).toBeGreaterThan(0);
    expect(double.calls).toHaveLength(2);
  });

  test('reports a provider that cannot be reached as unavailable', async () => {
    const provider = makeProvider();
    await double.close();
    expect((await failureOf(search(provider))).code).toBe('provider-unavailable');
  });

  test('passes on a Retry-After that is too long to wait for, and makes no call until that time is over', async () => {
    const provider = makeProvider();
    double.setFault({ kind: 'rate-limit', retryAfter: '30' });
    expect(await failureOf(search(provider))).toMatchObject({ code: 'provider-rate-limited', retryAfterSec: 30 });
    double.setFault();
    const later = await failureOf(search(provider));
    expect(later.code).toBe('provider-budget-spent');
    expect(later.retryAfterSec).toBe(30);
    expect(double.calls).toHaveLength(1);
  });

  test("ends a call and its retries when the caller's signal aborts", async () => {
    const provider = makeProvider(undefined, { ...POLICIES, tryTimeoutMs: PATIENCE_MS });
    const caller = new AbortController();
    double.setFault({ kind: 'hang' });
    double.events.once('hang', () => {
      caller.abort();
    });
    expect((await failureOf(search(provider, 'lantern', 1, caller.signal))).code).toBe('provider-timeout');
    expect(double.calls).toHaveLength(1);
  });
});

describe('the breaker', () => {
  test('opens after five failed calls, and then lets no call through', async () => {
    const provider = makeProvider();
    double.setFault({ kind: 'server-error' });
    for (let i = 0; i < 50; i += 1) await failureOf(search(provider, `query ${String(i)}`));
    expect(double.calls).toHaveLength(5);
    expect(provider.refusal()).toMatchObject({ code: 'provider-breaker-open', retryAfterSec: 60 });
  });

  test('lets one call through when its open time is over, and closes if that call succeeds', async () => {
    const provider = makeProvider();
    double.setFault({ kind: 'server-error' });
    for (let i = 0; i < 2; i += 1) await failureOf(search(provider));
    double.setFault();
    clock.advanceForBreaker(POLICIES.breakerOpenMs);
    expect(provider.refusal()).toBeUndefined();
    expect((await search(provider)).items.length).toBeGreaterThan(0);
    expect(observer.of('provider-breaker-changed').map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  test.each(['html-ok', 'garbage', 'hang', 'rate-limit', 'refuse-token'] as const)(
    'opens after five calls that end in %s',
    async (kind) => {
      const provider = makeProvider();
      double.setFault({ kind });
      for (let i = 0; i < 20; i += 1) await failureOf(search(provider));
      expect(double.calls).toHaveLength(5);
    },
  );

  test('does not count a movie that is not found as a failure', async () => {
    const provider = makeProvider();
    for (let i = 0; i < 10; i += 1) expect(await details(provider, 1)).toBeUndefined();
    expect(provider.refusal()).toBeUndefined();
    expect(double.calls).toHaveLength(10);
  });
});

describe('TmdbMovieProvider and its key', () => {
  test('refuses without a call if there is no key, and names the setting for the key', () => {
    const provider = makeProvider(new FixedSecretSource(undefined));
    expect(provider.refusal()).toMatchObject({ kind: 'not-configured', code: 'provider-not-configured' });
    expect(provider.refusal()?.message).toContain('MARQUEE_TMDB_TOKEN');
  });

  test('while there is no key, checks for one at most once in half a minute', async () => {
    let reads = 0;
    let isPut = false;
    const absent = new FixedSecretSource(undefined);
    const secret: SecretSource = {
      isConfigured: () => true,
      isKnown: () => false,
      read: () => {
        reads += 1;
        return isPut ? Promise.resolve(TOKEN) : absent.read();
      },
      readAfterRefusal: () => absent.read(),
    };
    const provider = makeProvider(secret);
    expect([await provider.isConfigured(), await provider.isConfigured(), reads]).toEqual([false, false, 1]);
    isPut = true;
    clock.shiftMs += 30_000;
    expect([await provider.isConfigured(), reads]).toEqual([true, 2]);
    expect(double.calls).toHaveLength(0);
  });

  test('reads the key again once after a refusal, and uses the new key', async () => {
    let reads = 0;
    const secret: SecretSource = {
      isConfigured: () => true,
      isKnown: () => true,
      read: () => Promise.resolve('an-old-token'),
      readAfterRefusal: () => {
        reads += 1;
        return Promise.resolve(TOKEN);
      },
    };
    expect((await search(makeProvider(secret))).items.length).toBeGreaterThan(0);
    expect(reads).toBe(1);
    expect(double.calls).toHaveLength(2);
  });

  test('makes only one call if the key is the same when it is read again', async () => {
    const provider = makeProvider(new FixedSecretSource('wrong'));
    expect((await failureOf(search(provider))).code).toBe('provider-key-refused');
    expect(double.calls).toHaveLength(1);
  });

  test('refuses an API key of version 3 and a malformed key without sending them', async () => {
    const v3 = '0123456789abcdef0123456789abcdef';
    const error = await failureOf(search(makeProvider(new FixedSecretSource(v3))));
    expect(error.code).toBe('provider-key-malformed');
    expect(error.message).toContain('read access token');
    expect(error.message).not.toContain(v3);
    const broken = await failureOf(search(makeProvider(new FixedSecretSource('line\nbreak'))));
    expect(broken.code).toBe('provider-key-malformed');
    expect(double.calls).toHaveLength(0);
  });
});
