import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CLOCK_TOLERANCE_MS } from '../../src/domain/clock-tolerance.ts';
import {
  IDEMPOTENCY_HOLD_MS,
  IDEMPOTENCY_KEY_LIFETIME_MS,
  type IdempotencyStore,
} from '../../src/ports/idempotency-store.ts';

type Made = { readonly store: IdempotencyStore; readonly close: () => Promise<void> };

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;
const FILM = { id: 'jaws-1975', version: 1 };

let lastKey = 0;
const newKey = () => ({ client: 'somebody', key: `key ${String((lastKey += 1))}` });
const request = (holder: string, body = '{}') => ({ body, holder, id: FILM.id });

/** The contract of every IdempotencyStore. See ports/idempotency-store.ts. */
export function idempotencyStoreContract(name: string, makeStore: () => Promise<Made>): void {
  describe(`IdempotencyStore: ${name}`, () => {
    let made: Made;
    let store: IdempotencyStore;
    beforeAll(async () => {
      made = await makeStore();
      store = made.store;
    });
    afterAll(() => made.close());

    test('a new key is first claimed, then running until it is completed, and after that returns the film', async () => {
      const key = newKey();
      expect(await store.claim(key, request('a'), NOW)).toEqual({
        state: 'claimed',
        writer: 'a',
        id: FILM.id,
        isRetry: false,
      });
      expect(await store.claim(key, request('b'), NOW)).toEqual({ state: 'running' });
      await store.complete(key, 'a', FILM);
      expect(await store.claim(key, request('b'), NOW + 1)).toEqual({ state: 'done', ...FILM });
    });

    test('detects another body while the first request runs and after it has ended', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW);
      expect(await store.claim(key, request('b', '{"other":1}'), NOW)).toEqual({ state: 'other-body' });
      await store.complete(key, 'a', FILM);
      expect(await store.claim(key, request('b', '{"other":1}'), NOW)).toEqual({ state: 'other-body' });
    });

    test('two clients do not share a key', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW);
      expect(await store.claim({ ...key, client: 'another' }, request('b', '[]'), NOW)).toMatchObject({ writer: 'b' });
    });

    test('one of 20 concurrent requests claims the key', async () => {
      const key = newKey();
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.claim(key, request(`h${String(i)}`), NOW)),
      );
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ state }) => state === 'running')).toHaveLength(19);
    });

    test('after its holder has died, a key goes to one retry, which gets the holder’s writer and last tried id', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW);
      expect(await store.tryId(key, 'a', 'jaws-1975-2')).toBe(true);
      expect(await store.claim(key, request('b'), NOW + IDEMPOTENCY_HOLD_MS - 1)).toEqual({ state: 'running' });
      const later = NOW + IDEMPOTENCY_HOLD_MS;
      const retry = { state: 'claimed', writer: 'a', id: 'jaws-1975-2', isRetry: true };
      expect(await store.claim(key, request('b'), later)).toEqual(retry);
      expect(await store.claim(key, request('c'), later)).toEqual({ state: 'running' });
      expect(await store.tryId(key, 'a', 'jaws-1975-3')).toBe(false);
      await store.complete(key, 'a', { id: 'jaws-1975-3', version: 1 });
      await store.release(key, 'a', true);
      expect(await store.claim(key, request('c'), later + IDEMPOTENCY_HOLD_MS)).toEqual(retry);
    });

    test('a key whose holder’s clock was an hour ahead goes to a retry at once; a clock may be 10 s ahead', async () => {
      const [hour, seconds] = [newKey(), newKey()];
      await store.claim(hour, request('a'), NOW + HOUR);
      const retry = { state: 'claimed', writer: 'a', id: FILM.id, isRetry: true };
      expect(await store.claim(hour, request('b'), NOW)).toEqual(retry);
      expect(await store.claim(hour, request('c'), NOW)).toEqual({ state: 'running' });
      await store.claim(seconds, request('a'), NOW + CLOCK_TOLERANCE_MS);
      expect(await store.claim(seconds, request('b'), NOW)).toEqual({ state: 'running' });
    });

    test('a key from a clock two days ahead is not forgotten, so that no second film is created', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW + 48 * HOUR);
      await store.complete(key, 'a', FILM);
      expect(await store.claim(key, request('b'), NOW)).toEqual({ state: 'done', ...FILM });
      expect(await store.claim(key, request('c', '[]'), NOW)).toEqual({ state: 'other-body' });
    });

    test('a released key goes to a retry at once, or is free again', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW);
      await store.release(key, 'a', false);
      expect(await store.claim(key, request('b'), NOW)).toMatchObject({ state: 'claimed', writer: 'a', isRetry: true });
      await store.release(key, 'b', true);
      expect(await store.claim(key, request('c', '[]'), NOW)).toMatchObject({ writer: 'c', isRetry: false });
    });

    test('a key is forgotten after 24 hours by the reader’s clock', async () => {
      const key = newKey();
      await store.claim(key, request('a'), NOW);
      await store.complete(key, 'a', FILM);
      const almost = NOW + IDEMPOTENCY_KEY_LIFETIME_MS - 1_000;
      expect(await store.claim(key, request('b'), almost)).toEqual({ state: 'done', ...FILM });
      const after = NOW + IDEMPOTENCY_KEY_LIFETIME_MS + 1_000;
      expect(await store.claim(key, request('c', '[]'), after)).toMatchObject({ writer: 'c', isRetry: false });
      expect(await store.claim(key, request('d', '[]'), after)).toEqual({ state: 'running' });
    });
  });
}
