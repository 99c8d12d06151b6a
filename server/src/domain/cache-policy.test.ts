import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  classify,
  disposableAtMs,
  expiresAtMs,
  isPurged,
  jittered,
  MOVIES_CACHE_POLICY,
  type CacheOutcome,
} from './cache-policy.ts';

const STORED = 1_800_000_000_000;
const HOUR = 3_600_000;
const at = (outcome: CacheOutcome, ageMs: number) =>
  classify({ outcome, storedAtMs: STORED }, STORED + ageMs, MOVIES_CACHE_POLICY);

describe('classify', () => {
  test.each([
    ['found', 0, 'fresh'],
    ['found', 119_999, 'fresh'],
    ['found', 120_000, 'stale'],
    ['found', 24 * HOUR - 1, 'stale'],
    ['found', 24 * HOUR, 'expired'],
    ['not-found', 29_999, 'fresh'],
    ['not-found', 30_000, 'expired'],
    ['found', -10_000, 'fresh'],
    ['found', -10_001, 'expired'],
    ['found', -3_600_000, 'expired'],
    ['not-found', -10_001, 'expired'],
  ] as const)('an entry with the outcome %s that is %i ms old is %s', (outcome, ageMs, expected) => {
    expect(at(outcome, ageMs)).toBe(expected);
  });

  test('an entry never becomes fresher with age', () => {
    const rank = { fresh: 0, stale: 1, expired: 2 };
    fc.assert(
      fc.property(
        fc.constantFrom('found', 'not-found'),
        fc.nat(2 * 24 * HOUR),
        fc.nat(2 * 24 * HOUR),
        (outcome, ageMs, laterMs) => {
          expect(rank[at(outcome, ageMs + laterMs)]).toBeGreaterThanOrEqual(rank[at(outcome, ageMs)]);
        },
      ),
    );
  });

  test('an entry is fresh until its logical expiry, and usable until it is disposable', () => {
    for (const outcome of ['found', 'not-found'] as const) {
      const entry = { outcome, storedAtMs: STORED };
      const expiry = expiresAtMs(entry, MOVIES_CACHE_POLICY);
      const disposal = disposableAtMs(entry, MOVIES_CACHE_POLICY);
      expect(classify(entry, expiry - 1, MOVIES_CACHE_POLICY)).toBe('fresh');
      expect(classify(entry, expiry, MOVIES_CACHE_POLICY)).not.toBe('fresh');
      expect(classify(entry, disposal - 1, MOVIES_CACHE_POLICY)).not.toBe('expired');
      expect(classify(entry, disposal, MOVIES_CACHE_POLICY)).toBe('expired');
    }
  });
});

test('a purge hides the entries stored before it, unless its time is ahead of the clock by more than the tolerance', () => {
  expect(isPurged({ storedAtMs: STORED }, STORED + 1, STORED + 2)).toBe(true);
  expect(isPurged({ storedAtMs: STORED }, STORED, STORED + 2)).toBe(false);
  expect(isPurged({ storedAtMs: STORED }, STORED + 10_000, STORED)).toBe(true);
  expect(isPurged({ storedAtMs: STORED }, STORED + 10_001, STORED)).toBe(false);
});

test('jitter changes a time by at most a third', () => {
  expect(jittered(300, () => 0)).toBe(200);
  expect(jittered(300, () => 0.5)).toBe(300);
  expect(jittered(300, () => 0.999_999)).toBe(400);
});
