import { isHoldOver } from '../../src/domain/clock-tolerance.ts';
import {
  IDEMPOTENCY_HOLD_MS,
  IDEMPOTENCY_KEY_LIFETIME_MS,
  type IdempotencyClaim,
  type IdempotencyKey,
  type IdempotencyStore,
} from '../../src/ports/idempotency-store.ts';

type Entry = {
  readonly body: string;
  readonly writer: string;
  readonly expiresAtMs: number;
  film: { readonly id: string; readonly version?: number };
  holder: string;
  heldUntilMs: number;
};

/** Keeps keys in this process, for tests. */
export class MemoryIdempotencyStore implements IdempotencyStore {
  readonly #entries = new Map<string, Entry>();

  claim(
    key: IdempotencyKey,
    { body, holder, id }: { body: string; holder: string; id: string },
    nowMs: number,
  ): Promise<IdempotencyClaim> {
    const entry = this.#entries.get(nameOf(key));
    const heldUntilMs = nowMs + IDEMPOTENCY_HOLD_MS;
    if (!entry || entry.expiresAtMs <= nowMs) {
      const expiresAtMs = nowMs + IDEMPOTENCY_KEY_LIFETIME_MS;
      this.#entries.set(nameOf(key), { body, writer: holder, expiresAtMs, film: { id }, holder, heldUntilMs });
      return Promise.resolve({ state: 'claimed', writer: holder, id, isRetry: false });
    }
    if (entry.body !== body) return Promise.resolve({ state: 'other-body' });
    const { film } = entry;
    if (film.version !== undefined) return Promise.resolve({ state: 'done', id: film.id, version: film.version });
    if (!isHoldOver(entry.heldUntilMs, nowMs, IDEMPOTENCY_HOLD_MS)) return Promise.resolve({ state: 'running' });
    Object.assign(entry, { holder, heldUntilMs });
    return Promise.resolve({ state: 'claimed', writer: entry.writer, id: film.id, isRetry: true });
  }

  tryId(key: IdempotencyKey, holder: string, id: string): Promise<boolean> {
    const entry = this.#held(key, holder);
    if (entry) entry.film = { id };
    return Promise.resolve(entry !== undefined);
  }

  complete(key: IdempotencyKey, holder: string, film: { id: string; version: number }): Promise<void> {
    const entry = this.#held(key, holder);
    if (entry) entry.film = film;
    return Promise.resolve();
  }

  release(key: IdempotencyKey, holder: string, forget: boolean): Promise<void> {
    const entry = this.#held(key, holder);
    if (entry) entry.heldUntilMs = 0;
    if (entry && forget) this.#entries.delete(nameOf(key));
    return Promise.resolve();
  }

  #held(key: IdempotencyKey, holder: string): Entry | undefined {
    const entry = this.#entries.get(nameOf(key));
    return entry?.holder === holder ? entry : undefined;
  }
}

function nameOf({ client, key }: IdempotencyKey): string {
  return JSON.stringify([client, key]);
}
