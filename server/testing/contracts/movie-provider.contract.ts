import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { PROVIDER_POLICIES } from '../../src/adapters/driven/provider-http/policy-settings.ts';
import { FixedSecretSource } from '../../src/adapters/driven/system/fixed-secret-source.ts';
import { decodeMovieDetails, decodeMoviePage } from '../../src/application/movies/movie-schema.ts';
import { isMarqueeError, type MarqueeError } from '../../src/domain/errors.ts';
import type { MovieProvider } from '../../src/ports/movie-provider.ts';
import type { SecretSource } from '../../src/ports/secret-source.ts';
import type { ProviderCallsDeps } from '../../src/resilience/provider-calls.ts';
import type { PolicySettings } from '../../src/resilience/provider-policies.ts';
import { HangingClock, TRY_TIMEOUT_MS } from '../clocks/hanging-clock.ts';
import type { FaultKind } from '../provider-double/faults.ts';
import type { DoubleOptions, ProviderDouble } from '../provider-double/server.ts';
import { RecordingObserver } from '../recording-observer.ts';

/** A time limit that no call reaches, even on a busy machine. */
const PATIENCE_MS = 60_000;

export const POLICIES: PolicySettings = {
  ...PROVIDER_POLICIES,
  tryTimeoutMs: TRY_TIMEOUT_MS,
  backoffMs: 2,
  breakerOpenMs: 60_000,
};

type AdapterSettings = {
  readonly url: string;
  readonly imageUrl: string;
  readonly callsPerSecond: number;
  readonly policies: PolicySettings;
};

/** One provider: its double, its adapter, and how its answers differ from those of other providers. */
export type ProviderUnderTest = {
  /** A key that the adapter accepts. */
  readonly key: string;
  readonly keySetting: string;
  readonly startDouble: (options: DoubleOptions) => Promise<ProviderDouble>;
  readonly create: (settings: AdapterSettings, deps: ProviderCallsDeps) => MovieProvider;
  readonly pageSize: number;
  readonly lastPage: number;
  /** How often a call is attempted if the provider accepts no more requests. */
  readonly attemptsWhenLimited: number;
  /** Texts that cannot be keys, and a part of the message that says so. */
  readonly malformedKeys: readonly (readonly [key: string, message: string])[];
};

/** What the contract's tests and the tests of one adapter use. */
export type ProviderWorld = {
  readonly double: ProviderDouble;
  readonly clock: HangingClock;
  readonly observer: RecordingObserver;
  readonly make: (options?: MakeOptions) => MovieProvider;
};

type MakeOptions = {
  readonly secret?: SecretSource;
  readonly policies?: PolicySettings;
  readonly url?: string;
};

export const search = (
  provider: MovieProvider,
  query = 'lantern',
  page = 1,
  { year, signal = AbortSignal.timeout(PATIENCE_MS) }: { readonly year?: number; readonly signal?: AbortSignal } = {},
) =>
  provider.search(
    {
      operation: 'search',
      query,
      page,
      language: 'en-US',
      includeAdult: false,
      ...(year !== undefined && { year }),
    },
    signal,
  );

export const details = (provider: MovieProvider, id: number) =>
  provider.details(
    { operation: 'details', id, language: 'en-US', includeAdult: false },
    AbortSignal.timeout(PATIENCE_MS),
  );

export async function failureOf(call: Promise<unknown>): Promise<MarqueeError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isMarqueeError(error)) throw new Error(`not a MarqueeError: ${inspect(error)}`);
  return error;
}

/** Starts a double for each test, and returns a function that gives the current one. */
export function useProvider(subject: ProviderUnderTest): () => ProviderWorld {
  let world: ProviderWorld;
  beforeEach(async () => {
    const double = await subject.startDouble({ token: subject.key });
    const clock = new HangingClock(double);
    const observer = new RecordingObserver();
    const make = ({
      secret = new FixedSecretSource(subject.key),
      policies = POLICIES,
      url = double.url,
    }: MakeOptions = {}) =>
      subject.create(
        { url, imageUrl: double.imageUrl, callsPerSecond: 1_000, policies },
        { secret, clock, random: () => 0.5, observer },
      );
    world = { double, clock, observer, make };
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await world.double.close();
  });
  return () => world;
}

/** The contract of every MovieProvider, over its double. See ports/movie-provider.ts. */
export function movieProviderContract(subject: ProviderUnderTest): void {
  const world = useProvider(subject);
  describe('a search', () => {
    searchContract(subject, world);
  });
  describe('the details of a movie', () => {
    detailsContract(world);
  });
  describe('a call that fails', () => {
    failureContract(subject, world);
  });
  describe('the breaker', () => {
    breakerContract(world);
  });
  describe('the key', () => {
    keyContract(subject, world);
  });
}

function searchContract({ pageSize, lastPage }: ProviderUnderTest, world: () => ProviderWorld): void {
  test('returns a page of movies in the order of the provider, without unknown values', async () => {
    const page = await search(world().make(), 'the');
    expect(page).toMatchObject({ page: 1, totalPages: 600 / pageSize, totalResults: 600 });
    // The doubles spoil one row of a full first page.
    expect(page.items).toHaveLength(pageSize - 1);
    expect(page.items[0]).toMatchObject({ id: 1000, title: 'The Silent Harbour of Brackwater', votes: 0 });
    expect(Object.keys(page.items[0] ?? {})).not.toContain('releaseDate');
    expect(page.items.at(-1)?.releaseDate).toMatch(/^19\d\d(?:-\d\d-\d\d)?$/);
  });

  test('lists every movie at most once on all pages together', async () => {
    const provider = world().make();
    const { totalPages, totalResults } = await search(provider);
    const ids: number[] = [];
    for (let page = 1; page <= totalPages; page += 1) {
      ids.push(...(await search(provider, 'lantern', page)).items.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(totalResults).toBe(60);
    expect(ids).toHaveLength(59);
  });

  test('returns an empty page if nothing is found, and after the last page', async () => {
    const provider = world().make();
    expect(await search(provider, 'xqzwv')).toEqual({ page: 1, totalPages: 0, totalResults: 0, items: [] });
    expect(await search(provider, 'lantern', 10)).toMatchObject({ page: 10, items: [] });
    expect(await search(provider, 'lantern', 500)).toMatchObject({ page: 500, items: [] });
  });

  test('returns no movies and no pages if all rows are something else, such as collections or series', async () => {
    world().double.setFault({ kind: 'no-movies' });
    expect(await search(world().make())).toEqual({ page: 1, totalPages: 0, totalResults: 0, items: [] });
  });

  test('limits the totals to the pages that the provider serves', async () => {
    expect(await search(world().make(), 'everything', lastPage)).toMatchObject({
      page: lastPage,
      totalPages: lastPage,
      totalResults: lastPage * pageSize,
    });
  });

  test('returns only movies of the year, if there is one', async () => {
    const { items } = await search(world().make(), 'the', 1, { year: 1951 });
    expect(items).not.toHaveLength(0);
    for (const { releaseDate } of items) expect(releaseDate?.slice(0, 4)).toBe('1951');
  });

  test('returns posters from the given host', async () => {
    const { items } = await search(world().make());
    const urls = items.flatMap(({ poster }) => poster ?? []).map(({ url }) => url);
    expect(urls).not.toHaveLength(0);
    for (const url of urls) expect((await fetch(url)).headers.get('content-type')).toBe('image/svg+xml');
  });

  test('can be cached: the page that is read from JSON is the same', async () => {
    const page = await search(world().make());
    expect(decodeMoviePage(JSON.parse(JSON.stringify(page)))).toEqual(page);
  });
}

function detailsContract(world: () => ProviderWorld): void {
  test('have the cast in billing order and the directors, and no unknown value', async () => {
    const movie = await details(world().make(), 1010);
    expect(movie).toMatchObject({ id: 1010, genres: ['Thriller'], countries: ['Nowhere'], imdbId: expect.any(String) });
    expect(movie?.title).toBe('The Silent Lantern of Brackwater');
    expect(movie?.cast.map(({ name }) => name)).toEqual(['Renata Osei', 'Piers Halloway', 'Mio Tanabe']);
    expect(movie?.crew.filter(({ role }) => role === 'Director').map(({ name }) => name)).toEqual(['Ilse Varga']);
    expect(movie).not.toHaveProperty('runtimeMin');
    expect(movie).not.toHaveProperty('homepage');
  });

  test('have no empty text and no text that stands for an unknown value', async () => {
    const provider = world().make();
    for (let id = 1000; id < 1020; id += 1) {
      const text = JSON.stringify(await details(provider, id));
      expect(text).not.toMatch(/"(?:N\/A|null| *)"|null/);
    }
  });

  test('have votes and a rating, or neither', async () => {
    const provider = world().make();
    expect(await details(provider, 1001)).toMatchObject({ votes: 3, rating: 0.1 });
    const without = await details(provider, 1006);
    expect(without?.votes).toBe(0);
    expect(without).not.toHaveProperty('rating');
  });

  test('can be cached: the movie that is read from JSON is the same', async () => {
    const movie = await details(world().make(), 1011);
    expect(decodeMovieDetails(JSON.parse(JSON.stringify(movie)))).toEqual(movie);
  });

  test('are undefined if the provider does not have the movie, even when it says so with status 200', async () => {
    const { double, make } = world();
    expect(await details(make(), 1)).toBeUndefined();
    double.setFault({ kind: 'not-found-as-200' });
    expect(await details(make(), 1001)).toBeUndefined();
    expect(double.calls).toHaveLength(2);
  });
}

function failureContract({ key, attemptsWhenLimited }: ProviderUnderTest, world: () => ProviderWorld): void {
  /**
   * Each case: the fault, the kind and code of the resulting error, and the number of calls, which is 3 if a retry may
   * help and otherwise 1.
   */
  const cases: readonly (readonly [FaultKind, string, string, number])[] = [
    ['server-error', 'upstream-unavailable', 'provider-unavailable', 3],
    ['html-error', 'upstream-unavailable', 'provider-unavailable', 3],
    ['internal-error', 'upstream-unavailable', 'provider-unavailable', 3],
    ['maintenance', 'upstream-unavailable', 'provider-unavailable', 3],
    ['html-forbidden', 'upstream-unavailable', 'provider-blocked', 1],
    ['html-not-found', 'upstream-invalid', 'provider-refused', 1],
    ['rate-limit', 'upstream-unavailable', 'provider-rate-limited', attemptsWhenLimited],
    ['reset', 'upstream-unavailable', 'provider-unavailable', 3],
    ['hang', 'upstream-timeout', 'provider-timeout', 3],
    ['hang-in-body', 'upstream-timeout', 'provider-timeout', 3],
    ['html-ok', 'upstream-invalid', 'provider-unreadable', 3],
    ['garbage', 'upstream-invalid', 'provider-unreadable', 3],
    ['truncated', 'upstream-invalid', 'provider-unreadable', 3],
    ['oversized', 'upstream-invalid', 'provider-unreadable', 3],
    ['gzip-lie', 'upstream-invalid', 'provider-unreadable', 3],
    ['wrong-shape', 'upstream-invalid', 'provider-unreadable', 1],
    ['contradiction', 'upstream-invalid', 'provider-unreadable', 1],
    ['redirect', 'upstream-invalid', 'provider-refused', 1],
    ['refuse-token', 'misconfigured', 'provider-key-refused', 1],
  ];

  test.each(cases)(
    '%s becomes %s, %s, after %i calls, and the error does not show the key',
    async (kind, errorKind, code, calls) => {
      const { double, make } = world();
      double.setFault({ kind });
      const error = await failureOf(search(make()));
      expect([error.kind, error.code]).toEqual([errorKind, code]);
      if (errorKind !== 'misconfigured') expect(error.retryAfterSec).toBeGreaterThanOrEqual(1);
      expect(double.calls).toHaveLength(calls);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(key);
    },
  );

  test('reads a response that begins with a byte order mark', async () => {
    world().double.setFault({ kind: 'byte-order-mark' });
    expect((await search(world().make())).items.length).toBeGreaterThan(0);
  });

  test('reads a compressed response whose headers do not declare the compression', async () => {
    world().double.setFault({ kind: 'gzip-undeclared' });
    expect((await search(world().make())).items.length).toBeGreaterThan(0);
  });

  test.each(['server-error', 'reset', 'hang', 'truncated', 'html-ok'] as const)(
    'is repeated after a single %s',
    async (kind) => {
      const { double, make } = world();
      double.setFault({ kind, times: 1 });
      expect((await search(make())).items.length).toBeGreaterThan(0);
      expect(double.calls).toHaveLength(2);
    },
  );

  test('reports a provider that cannot be reached as unavailable', async () => {
    const provider = world().make();
    await world().double.close();
    expect((await failureOf(search(provider))).code).toBe('provider-unavailable');
  });

  test('passes on a Retry-After that is too long to wait for, and makes no call until that time is over', async () => {
    const { double, make } = world();
    const provider = make();
    double.setFault({ kind: 'rate-limit', retryAfter: '30' });
    expect(await failureOf(search(provider))).toMatchObject({ code: 'provider-rate-limited', retryAfterSec: 30 });
    double.setFault();
    expect(await failureOf(search(provider))).toMatchObject({ code: 'provider-budget-spent', retryAfterSec: 30 });
    expect(double.calls).toHaveLength(1);
  });

  test("ends with its retries when the caller's signal aborts", async () => {
    const { double, make } = world();
    const provider = make({ policies: { ...POLICIES, tryTimeoutMs: PATIENCE_MS } });
    const caller = new AbortController();
    double.setFault({ kind: 'hang' });
    double.events.once('hang', () => {
      caller.abort();
    });
    expect((await failureOf(search(provider, 'lantern', 1, { signal: caller.signal }))).code).toBe('provider-timeout');
    expect(double.calls).toHaveLength(1);
  });
}

function breakerContract(world: () => ProviderWorld): void {
  test('opens after five failed calls, not counting those of the first two searches, and then lets no call through', async () => {
    const { double, make } = world();
    const provider = make();
    double.setFault({ kind: 'server-error' });
    for (let i = 0; i < 50; i += 1) await failureOf(search(provider, `query ${String(i)}`));
    expect(double.calls).toHaveLength(2 * 3 + 5);
    expect(provider.refusal()).toMatchObject({ code: 'provider-breaker-open', retryAfterSec: 60 });
  });

  test('lets one call through when its open time is over, and closes if that call succeeds', async () => {
    const { double, clock, observer, make } = world();
    const provider = make();
    double.setFault({ kind: 'server-error' });
    for (let i = 0; i < 5; i += 1) await failureOf(search(provider, `query ${String(i)}`));
    double.setFault();
    clock.advanceForBreaker(POLICIES.breakerOpenMs);
    expect(provider.refusal()).toBeUndefined();
    expect((await search(provider)).items.length).toBeGreaterThan(0);
    expect(observer.of('provider-breaker-changed').map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  test('opens after five calls in which the key is refused', async () => {
    const { double, make } = world();
    const provider = make();
    double.setFault({ kind: 'refuse-token' });
    for (let i = 0; i < 20; i += 1) await failureOf(search(provider));
    expect(double.calls).toHaveLength(5);
  });

  test.each(['server-error', 'hang'] as const)(
    'opens if three different searches end in %s, however often they are repeated, but not for two',
    async (kind) => {
      const { double, make } = world();
      const provider = make();
      double.setFault({ kind });
      for (let i = 0; i < 20; i += 1)
        await failureOf(search(provider, `query ${String(i % 2)}${'.'.repeat(i)}`, 1 + i));
      expect(provider.refusal()).toBeUndefined();
      for (let i = 0; i < 6; i += 1) await failureOf(search(provider, `query ${String(i % 3)}`));
      expect(provider.refusal()).toMatchObject({ code: 'provider-breaker-open' });
    },
  );

  test.each(['wrong-shape', 'contradiction', 'html-not-found', 'html-forbidden', 'html-ok', 'garbage'] as const)(
    'does not count %s as a failure, because it may affect only this search',
    async (kind) => {
      const { double, make } = world();
      const provider = make();
      double.setFault({ kind });
      for (let i = 0; i < 10; i += 1) await failureOf(search(provider, `query ${String(i)}`));
      double.setFault();
      expect((await search(provider)).items.length).toBeGreaterThan(0);
    },
  );

  test('does not count a movie that is not found as a failure', async () => {
    const { double, make } = world();
    const provider = make();
    for (let i = 0; i < 10; i += 1) expect(await details(provider, 1)).toBeUndefined();
    expect(provider.refusal()).toBeUndefined();
    expect(double.calls).toHaveLength(10);
  });
}

function keyContract({ key, keySetting, malformedKeys }: ProviderUnderTest, world: () => ProviderWorld): void {
  test('refuses without a call if there is no key, and names the setting for the key', () => {
    const provider = world().make({ secret: new FixedSecretSource(undefined) });
    expect(provider.refusal()).toMatchObject({ kind: 'not-configured', code: 'provider-not-configured' });
    expect(provider.refusal()?.message).toContain(keySetting);
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
        return isPut ? Promise.resolve(key) : absent.read();
      },
      readAfterRefusal: () => absent.read(),
    };
    const provider = world().make({ secret });
    expect([await provider.isConfigured(), await provider.isConfigured(), reads]).toEqual([false, false, 1]);
    isPut = true;
    world().clock.shiftMs += 30_000;
    expect([await provider.isConfigured(), reads]).toEqual([true, 2]);
    expect(world().double.calls).toHaveLength(0);
  });

  test('reads the key again once after a refusal, and uses the new key', async () => {
    let reads = 0;
    const secret: SecretSource = {
      isConfigured: () => true,
      isKnown: () => true,
      read: () => Promise.resolve('an-old-key'),
      readAfterRefusal: () => {
        reads += 1;
        return Promise.resolve(key);
      },
    };
    expect((await search(world().make({ secret }))).items.length).toBeGreaterThan(0);
    expect(reads).toBe(1);
    expect(world().double.calls).toHaveLength(2);
  });

  test('makes only one call if the key is the same when it is read again', async () => {
    const error = await failureOf(search(world().make({ secret: new FixedSecretSource('wrong') })));
    expect(error.code).toBe('provider-key-refused');
    expect(error.message).toContain(keySetting);
    expect(world().double.calls).toHaveLength(1);
  });

  test.each(malformedKeys)('refuses the malformed key %j without sending it', async (malformed, message) => {
    const error = await failureOf(search(world().make({ secret: new FixedSecretSource(malformed) })));
    expect(error.code).toBe('provider-key-malformed');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(malformed);
    expect(world().double.calls).toHaveLength(0);
  });
}
