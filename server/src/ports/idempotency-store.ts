/**
 * A key as one client sent it (draft-ietf-httpapi-idempotency-key-header). Clients with different subjects never share a key;
 * clients whose tokens name no subject share theirs.
 */
export type IdempotencyKey = {
  /** The subject of the client's token; empty when the issuer names none. */
  readonly client: string;
  /** 1 to 255 visible ASCII characters. */
  readonly key: string;
};

/** A key is remembered this long after its first use. */
export const IDEMPOTENCY_KEY_LIFETIME_MS = 24 * 3_600_000;

/**
 * A request that holds a key and has not ended after this long counts as dead. A request in Lambda ends after 29 s. One
 * whose clock was ahead by more than 10 s counts as dead at once, which is safe: a retry finds what it created.
 */
export const IDEMPOTENCY_HOLD_MS = 30_000;

export type IdempotencyClaim =
  /**
   * The caller holds the key and must create the film, under `id` first, as `writer`. With `isRetry` an earlier holder
   * may have created it there already.
   */
  | { readonly state: 'claimed'; readonly writer: string; readonly id: string; readonly isRetry: boolean }
  /** An earlier request created this film, at this version. */
  | { readonly state: 'done'; readonly id: string; readonly version: number }
  /** Another request with the key has not ended yet. */
  | { readonly state: 'running' }
  /** The key was used with another body. */
  | { readonly state: 'other-body' };

/**
 * Remembers which film a key created. One request at a time holds a key.
 *
 *     A  claim: claimed ── creates the film ── complete
 *     B      claim: running (409)              claim: done, the same film
 *
 *     A  claim: claimed ── creates the film ✝
 *     B      claim: running (409) ... 30 s ... claim: claimed, isRetry ── finds the film by `writer` ── complete
 *
 * Keys expire by the caller's clock; one from a clock that was ahead is kept longer by that much. A failing store rejects with a
 * MarqueeError of kind `upstream-unavailable`.
 */
export interface IdempotencyStore {
  /**
   * @param request `body` is compared with that of the first request; `holder` is fresh and random for each request;
   * `id` is the film's id that is tried first
   */
  claim(
    key: IdempotencyKey,
    request: { readonly body: string; readonly holder: string; readonly id: string },
    nowMs: number,
  ): Promise<IdempotencyClaim>;

  /** Must be called before the film is created under another id. @returns whether the caller still holds the key */
  tryId(key: IdempotencyKey, holder: string, id: string): Promise<boolean>;

  /** Records what the key created; does nothing when the caller does not hold the key any more. */
  complete(key: IdempotencyKey, holder: string, film: { readonly id: string; readonly version: number }): Promise<void>;

  /**
   * Gives the key back, if the caller still holds it.
   *
   * @param forget nothing was created, and the key may be used with another body; otherwise a retry must find out
   */
  release(key: IdempotencyKey, holder: string, forget: boolean): Promise<void>;
}
