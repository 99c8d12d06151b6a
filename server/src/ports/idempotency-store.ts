/**
 * An idempotency key of one client. Clients with different subjects never share a key. Clients whose tokens name no
 * subject share their keys.
 */
export type IdempotencyKey = {
  /** The subject of the client's token; empty if the issuer names none. */
  readonly client: string;
  /** 1 to 255 visible ASCII characters. */
  readonly key: string;
};

/** How long a key is remembered after its first use. */
export const IDEMPOTENCY_KEY_LIFETIME_MS = 24 * 3_600_000;

/**
 * A request that holds a key for longer than this counts as dead. No runtime lets a request run that long. A request
 * whose clock was ahead by more than 10 s counts as dead at once. That is safe, because a retry finds the film that the
 * dead request created.
 */
export const IDEMPOTENCY_HOLD_MS = 30_000;

export type IdempotencyClaim =
  /**
   * The caller holds the key and must create the film as `writer`. It must try `id` first. If `isRetry` is true, an
   * earlier holder may already have created the film under that id.
   */
  | { readonly state: 'claimed'; readonly writer: string; readonly id: string; readonly isRetry: boolean }
  /** An earlier request created this film, at this version. */
  | { readonly state: 'done'; readonly id: string; readonly version: number }
  /** Another request with the key is still running. */
  | { readonly state: 'running' }
  /** The key was used before, with another body. */
  | { readonly state: 'other-body' };

/**
 * Remembers which film was created by the request with a key. One request at a time holds a key.
 *
 *     A  claim: claimed ── creates the film ── complete
 *     B      claim: running                    claim: done, the same film
 *
 *     A  claim: claimed ── creates the film ✝
 *     B      claim: running ... 30 s ... claim: claimed, isRetry ── finds the film by `writer` ── complete
 *
 * Keys expire by the caller's clock. If the clock was ahead, the key is kept that much longer. If the store fails, each
 * method rejects with a MarqueeError of kind `upstream-unavailable`.
 */
export interface IdempotencyStore {
  /**
   * @param request `body` is compared with the body of the first request; `holder` is a new random name for each
   * request; `id` is the id that is tried first for the film
   */
  claim(
    key: IdempotencyKey,
    request: { readonly body: string; readonly holder: string; readonly id: string },
    nowMs: number,
  ): Promise<IdempotencyClaim>;

  /** Must be called before the caller tries another id for the film. @returns whether the caller still holds the key */
  tryId(key: IdempotencyKey, holder: string, id: string): Promise<boolean>;

  /** Records which film the key created. Does nothing if the caller no longer holds the key. */
  complete(key: IdempotencyKey, holder: string, film: { readonly id: string; readonly version: number }): Promise<void>;

  /**
   * Releases the key, if the caller still holds it.
   *
   * @param forget true if no film was created, so that the key may be used with another body; false if a retry must
   * find out whether a film was created
   */
  release(key: IdempotencyKey, holder: string, forget: boolean): Promise<void>;
}
