import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CLOCK_TOLERANCE_MS } from '../../src/domain/clock-tolerance.ts';
import { cacheKeyOf, queryGroup } from '../../src/domain/movie-request.ts';
import { canonicalQuery } from '../../src/domain/canonical-query.ts';
import type { CacheLease } from '../../src/ports/cache-lease.ts';
import type { CachePurger, StorePurge } from '../../src/ports/cache-purger.ts';
import type { CacheStore } from '../../src/ports/cache-store.ts';

export type CacheStoreUnderTest = {
  readonly store: CacheStore;
  readonly lease: CacheLease;
  readonly purger: CachePurger;
  readonly close: () => Promise<void>;
  /** Whether the store refuses entries larger than 400 KB. */
  readonly hasSizeLimit: boolean;
};

const HOUR = 3_600_000;
const DAY = 86_400_000;
let nowMs = 1_800_000_000_000;

let lastKey = 0;
const newQuery = () => canonicalQuery(`query ${String((lastKey += 1))}`);
const keyOf = (query = newQuery(), page = 1, language = 'en-US') =>
  cacheKeyOf('fake', { operation: 'search', query, page, language, includeAdult: false });

/** The contract of every store of the movies cache, including its leases and its purger. */
export function cacheStoreContract(name: string, makeStore: () => Promise<CacheStoreUnderTest>): void {
  describe(`cache store: ${name}`, () => {
    let made: CacheStoreUnderTest;
    beforeAll(async () => {
      made = await makeStore();
    });
    afterAll(() => made.close());
    // All tests share one store. A purge that one test declares must not hide what another test stores.
    beforeEach(() => {
      nowMs += 10 * DAY;
    });

    const entry = (payload: string, storedAtMs = nowMs) => ({ outcome: 'found' as const, storedAtMs, payload });

    test('returns nothing for a key that was never used', async () => {
      expect(await made.store.read(keyOf(), nowMs)).toMatchObject({
        hits: 0,
        generation: { number: expect.any(Number) },
      });
      expect((await made.store.read(keyOf(), nowMs)).entry).toBeUndefined();
      expect(await made.lease.look(keyOf())).toBeUndefined();
    });

    test.each([
      ['small', '{"a":1}'],
      ['compressible', JSON.stringify({ text: 'é🎬 movie '.repeat(5_000) })],
      ['empty', ''],
    ])('returns a payload as it was put: %s', async (_name, payload) => {
      const key = keyOf();
      expect(await made.store.put(key, entry(payload), nowMs + DAY)).toBe('stored');
      expect((await made.store.read(key, nowMs, true)).entry).toEqual(entry(payload));
    });

    test('still returns an entry long after its expiry, because the reader decides whether to use it', async () => {
      const key = keyOf();
      await made.store.put(key, entry('{}', nowMs - 2 * DAY), nowMs - DAY);
      expect((await made.store.read(key, nowMs, true)).entry?.storedAtMs).toBe(nowMs - 2 * DAY);
    });

    test('replaces an older entry with a newer one, and never the other way round', async () => {
      const key = keyOf();
      await made.store.put(key, entry('"old"', nowMs), nowMs + DAY);
      await made.store.put(key, entry('"new"', nowMs + 1), nowMs + DAY);
      await made.store.put(key, entry('"late"', nowMs), nowMs + DAY);
      expect((await made.store.read(key, nowMs, true)).entry?.payload).toBe('"new"');
    });

    test('an entry from a clock that is an hour ahead does not block newer entries; a clock may be 10 s ahead', async () => {
      const key = keyOf();
      await made.store.put(key, entry('"hour"', nowMs + HOUR), nowMs + DAY);
      await made.store.put(key, entry('"seconds"', nowMs + CLOCK_TOLERANCE_MS), nowMs + DAY);
      expect((await made.store.read(key, nowMs, true)).entry?.payload).toBe('"seconds"');
      await made.store.put(key, entry('"right"', nowMs), nowMs + DAY);
      expect((await made.store.read(key, nowMs, true)).entry?.payload).toBe('"seconds"');
    });

    test('refuses an entry that is too large, and keeps the older entry', async () => {
      if (!made.hasSizeLimit) return;
      const key = keyOf();
      let seed = 42;
      const noise = Array.from({ length: 800_000 }, () => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return String.fromCharCode(35 + ((seed >> 16) % 90));
      }).join('');
      await made.store.put(key, entry('"old"'), nowMs + DAY);
      expect(await made.store.put(key, entry(noise, nowMs + 1), nowMs + DAY)).toBe('too-large');
      expect((await made.store.read(key, nowMs, true)).entry?.payload).toBe('"old"');
    });

    test('adds up hits, including concurrent ones, and keeps the count longer than the entry', async () => {
      const key = keyOf();
      expect(await made.store.addHits(key, 3, nowMs)).toEqual({ type: 'counted', hits: 3 });
      await Promise.all(Array.from({ length: 10 }, () => made.store.addHits(key, 2, nowMs)));
      await made.store.put(key, entry('{}'), nowMs + DAY);
      expect((await made.store.read(key, nowMs, true)).hits).toBe(23);
      expect((await made.store.read(keyOf(), nowMs, true)).hits).toBe(0);
    });

    describe('a lease', () => {
      test('goes to one of many concurrent callers', async () => {
        const key = keyOf();
        const owners = Array.from({ length: 20 }, (_, i) => `owner-${String(i)}`);
        const outcomes = await Promise.all(owners.map((owner) => made.lease.acquire(key, owner, nowMs, 10_000)));
        expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
        const winner = owners[outcomes.indexOf('won')];
        expect(await made.lease.look(key)).toEqual({ owner: winner, expiresAtMs: nowMs + 10_000 });
      });

      test('can be acquired again by its owner, so that a retried write does not lose it', async () => {
        const key = keyOf();
        await made.lease.acquire(key, 'a', nowMs, 10_000);
        expect(await made.lease.acquire(key, 'a', nowMs + 1, 10_000)).toBe('won');
        expect(await made.lease.acquire(key, 'b', nowMs + 1, 10_000)).toBe('lost');
      });

      test('can be taken over by one caller once it has expired', async () => {
        const key = keyOf();
        await made.lease.acquire(key, 'a', nowMs, 10_000);
        expect(await made.lease.acquire(key, 'b', nowMs + 9_999, 10_000)).toBe('lost');
        const both = ['b', 'c'].map((owner) => made.lease.acquire(key, owner, nowMs + 10_000, 10_000));
        expect((await Promise.all(both)).sort()).toEqual(['lost', 'won']);
      });

      test('can be taken over at once if the holder’s clock was an hour ahead, but not if it was 10 s ahead', async () => {
        const [hour, seconds] = [keyOf(), keyOf()];
        await made.lease.acquire(hour, 'a', nowMs + HOUR, 10_000);
        expect(await made.lease.acquire(hour, 'b', nowMs, 10_000)).toBe('won');
        expect(await made.lease.acquire(hour, 'c', nowMs, 10_000)).toBe('lost');
        await made.lease.acquire(seconds, 'a', nowMs + CLOCK_TOLERANCE_MS, 10_000);
        expect(await made.lease.acquire(seconds, 'b', nowMs, 10_000)).toBe('lost');
      });

      test('is free after its release; a caller who has lost the lease cannot release it', async () => {
        const key = keyOf();
        await made.lease.acquire(key, 'a', nowMs, 10_000);
        await made.lease.acquire(key, 'b', nowMs + 10_000, 10_000);
        await made.lease.release(key, 'a');
        expect(await made.lease.look(key)).toMatchObject({ owner: 'b' });
        await made.lease.release(key, 'b');
        expect(await made.lease.look(key)).toBeUndefined();
      });

      test('shows a failure to waiting callers, and can be acquired by later callers', async () => {
        const key = keyOf();
        const failure = {
          kind: 'upstream-unavailable',
          code: 'provider-down',
          message: 'Down.',
          retryAfterSec: 7,
        } as const;
        await made.lease.acquire(key, 'a', nowMs, 10_000);
        await made.lease.release(key, 'a', failure);
        expect(await made.lease.look(key)).toEqual({ owner: 'a', expiresAtMs: 0, failed: { owner: 'a', failure } });
        expect(await made.lease.acquire(key, 'b', nowMs + 1, 10_000)).toBe('won');
        expect(await made.lease.look(key)).toMatchObject({ owner: 'b', failed: { owner: 'a' } });
      });
    });

    describe('a purge', () => {
      const run = async (purge: StorePurge, purgedAtMs = nowMs + 60_000): Promise<number> => {
        let deleted = 0;
        let cursor: string | undefined;
        do {
          const step = await made.purger.deleteSome({ ...purge, ...(cursor !== undefined && { cursor }) }, purgedAtMs);
          deleted += step.deleted;
          cursor = step.cursor;
        } while (cursor !== undefined);
        return deleted;
      };

      test('of one query deletes all its pages and languages with their counters, and nothing else', async () => {
        const query = newQuery();
        const pages = Array.from({ length: 60 }, (_, i) => keyOf(query, i + 1, i % 2 ? 'de-DE' : 'en-US'));
        const other = keyOf();
        await Promise.all(
          [...pages, other].flatMap((key) => [
            made.store.put(key, entry('{}'), nowMs + DAY),
            made.store.addHits(key, 1, nowMs),
          ]),
        );
        const fresh = keyOf(query, 100);
        await made.store.put(fresh, entry('{}', nowMs + 60_000), nowMs + DAY);
        const purge: StorePurge = {
          scope: { kind: 'group', group: queryGroup('fake', query) },
          requestedAtMs: nowMs + 1_000,
        };
        await run(purge);
        const readings = await Promise.all(pages.map((key) => made.store.read(key, nowMs, true)));
        expect(readings.filter(({ entry: left, hits }) => left !== undefined || hits > 0)).toEqual([]);
        expect(await made.store.read(other, nowMs, true)).toMatchObject({ hits: 1, entry: { storedAtMs: nowMs } });
        expect((await made.store.read(fresh, nowMs, true)).entry).toBeDefined();
        expect(await run(purge)).toBe(0);
      });

      test('of expired items (a sweep) deletes only entries that nobody can read again', async () => {
        const [gone, kept] = [keyOf(), keyOf()];
        await made.store.put(gone, entry('{}', nowMs - 2 * DAY), nowMs - DAY);
        await made.store.put(kept, entry('{}', nowMs - DAY), nowMs + 60_000);
        await run({ scope: { kind: 'sweep' }, requestedAtMs: nowMs });
        expect((await made.store.read(gone, nowMs, true)).entry).toBeUndefined();
        expect((await made.store.read(kept, nowMs, true)).entry).toBeDefined();
      });

      test('hides everything as soon as it is declared, before anything is deleted; an older purge changes nothing', async () => {
        const [old, young] = [keyOf(), keyOf()];
        await made.store.put(old, entry('{}', nowMs), nowMs + DAY);
        await made.store.put(young, entry('{}', nowMs + 5_000), nowMs + DAY);
        await made.purger.declarePurged(nowMs + 1_000, nowMs + 2_000);
        await made.purger.declarePurged(nowMs - 1_000, nowMs + 2_000);
        expect((await made.store.read(old, nowMs, true)).entry).toBeUndefined();
        expect((await made.store.read(young, nowMs, true)).entry).toBeDefined();
        expect(await made.store.readGeneration()).toMatchObject({ validFromMs: nowMs + 1_000 });
        const purge: StorePurge = { scope: { kind: 'all' }, requestedAtMs: nowMs + 1_000 };
        expect(await run(purge)).toBeGreaterThan(0);
        expect((await made.store.read(young, nowMs, true)).entry).toBeDefined();
      });

      test('hides nothing if it was declared by a clock that is an hour ahead, and is replaced by the next purge', async () => {
        const key = keyOf();
        await made.store.put(key, entry('{}'), nowMs + DAY);
        await made.purger.declarePurged(nowMs + HOUR, nowMs + HOUR);
        expect((await made.store.read(key, nowMs, true)).entry).toBeDefined();
        await made.purger.declarePurged(nowMs + 1_000, nowMs + 1_000);
        expect(await made.store.readGeneration()).toMatchObject({ validFromMs: nowMs + 1_000 });
        expect((await made.store.read(key, nowMs + 2_000, true)).entry).toBeUndefined();
        await made.store.put(key, entry('{}', nowMs + 3_000), nowMs + DAY);
        expect((await made.store.read(key, nowMs + HOUR, true)).entry).toBeDefined();
      });

      test.each(['all', 'group', 'sweep'] as const)('of %s also deletes an entry from the future', async (kind) => {
        const query = newQuery();
        const [hour, seconds] = [keyOf(query, 1), keyOf(query, 2)];
        const purgedAtMs = nowMs + 60_000;
        await made.store.put(hour, entry('{}', purgedAtMs + HOUR), purgedAtMs + DAY);
        await made.store.put(seconds, entry('{}', purgedAtMs + CLOCK_TOLERANCE_MS), purgedAtMs + DAY);
        const scope = kind === 'group' ? { kind, group: queryGroup('fake', query) } : { kind };
        await run({ scope, requestedAtMs: nowMs }, purgedAtMs);
        expect((await made.store.read(hour, nowMs + HOUR, true)).entry).toBeUndefined();
        expect((await made.store.read(seconds, nowMs + HOUR, true)).entry).toBeDefined();
      });

      test('increases the generation', async () => {
        const before = await made.store.readGeneration();
        await made.purger.advanceGeneration();
        const after = await made.store.readGeneration();
        expect(after.number).toBe(before.number + 1);
        expect((await made.store.read(keyOf(), nowMs, true)).generation).toEqual(after);
      });
    });
  });
}
