import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JWK,
  type JWSHeaderParameters,
} from 'jose';
import * as z from 'zod';
import { isMarqueeError, issuerUnavailable } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import { ISSUER_MS } from '../timeouts.ts';
import { sameIssuer } from './same-issuer.ts';
import { TokenBucket } from '../../../resilience/token-bucket.ts';

/** The keys are requested again when they are older than this, so that a revoked key is not accepted for long. */
const MAX_AGE_MS = 600_000;
/** While the issuer does not answer, the old keys stay in use, and the next request is made after this time. */
const RETRY_MS = 30_000;
/** Unknown keys may cause this many requests to the issuer in a row, and one more after each `REFILL_MS`. */
const BURST = 5;
const REFILL_MS = 10_000;
/** A key that the issuer does not have is not requested again within this time. */
const MISSING_MS = 5_000;
const MAX_MISSING = 100;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

type Find = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;
type KeySet = { readonly find: Find; staleAtMs: number };

/**
 * The issuer's public keys, found by discovery (OpenID Connect Discovery 1.0) and cached.
 *
 *     key known            -> no request; if older than 10 minutes: requested again (and still used if that fails)
 *     key unknown          -> requested at once, since issuers rotate their keys; concurrent callers share one request
 *     unknown, again       -> for 5 s, `undefined` without a request
 *     many keys unknown    -> 5 requests, then one every 10 s; a token whose key has to wait gets 503, never 401
 */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #clock: Clock;
  readonly #observer: Observer;
  readonly #requests: TokenBucket;
  readonly #timeoutMs: number;
  readonly #missing = new Map<string, number>();
  #keysUrl: string | undefined;
  #set: KeySet | undefined;
  #loading: Promise<KeySet> | undefined;

  /** @param keys the initial keys; absent: the first token causes a request for them */
  constructor(
    { issuer, keys }: { issuer: string; keys?: readonly JWK[] },
    clock: Clock,
    observer: Observer,
    timeoutMs = ISSUER_MS,
  ) {
    this.#issuer = issuer;
    this.#clock = clock;
    this.#observer = observer;
    this.#timeoutMs = timeoutMs;
    this.#requests = new TokenBucket(BURST, REFILL_MS, clock);
    if (keys) this.#keep(keys);
  }

  /**
   * @returns `undefined` when the issuer has no such key
   * @throws MarqueeError `upstream-unavailable` when the key is not cached and cannot be requested now: either the
   * issuer does not answer, or the limit on requests does not allow one yet
   */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey | undefined> {
    const underWay = this.#loading;
    if (this.#set && this.#set.staleAtMs <= this.#clock.monotonicMs() && !underWay) await this.#renew(this.#set);
    const known = this.#set && (await pick(this.#set, header, token));
    if (known) return known;
    const name = JSON.stringify([header.kid, header.alg]);
    if ((this.#missing.get(name) ?? -Infinity) > this.#clock.monotonicMs()) return undefined;
    // Another caller's request may be under way. Its answer may be from before the issuer published this key. If the
    // key is not in that answer, another request is made.
    const joined = underWay && (await pick(await underWay, header, token));
    if (joined) return joined;
    const found = await pick(await this.#load(), header, token);
    if (!found) this.#remember(name);
    return found;
  }

  async #renew(old: KeySet): Promise<void> {
    old.staleAtMs = this.#clock.monotonicMs() + RETRY_MS;
    await this.#load().catch((error: unknown) => {
      if (!isMarqueeError(error)) throw error;
    });
  }

  #load(): Promise<KeySet> {
    if (this.#loading) return this.#loading;
    const waitMs = this.#requests.take();
    if (waitMs > 0) return Promise.reject(issuerUnavailable(Math.ceil(waitMs / 1000)));
    this.#loading = this.#request()
      .catch((error: unknown) => {
        this.#keysUrl = undefined;
        this.#observer.observe({ type: 'issuer-keys-failed', issuer: this.#issuer, error });
        throw issuerUnavailable(1, error);
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }

  async #request(): Promise<KeySet> {
    this.#keysUrl ??= await this.#discover();
    const { keys } = keySetSchema.parse(await getJson(this.#keysUrl, this.#timeoutMs));
    this.#missing.clear();
    this.#observer.observe({ type: 'issuer-keys-loaded', issuer: this.#issuer, keys: keys.length });
    return this.#keep(keys);
  }

  #keep(keys: readonly JWK[]): KeySet {
    this.#set = { find: createLocalJWKSet({ keys: [...keys] }), staleAtMs: this.#clock.monotonicMs() + MAX_AGE_MS };
    return this.#set;
  }

  async #discover(): Promise<string> {
    const url = `${this.#issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { issuer, jwks_uri: keysUrl } = discoverySchema.parse(await getJson(url, this.#timeoutMs));
    if (!sameIssuer(issuer, this.#issuer)) throw new Error(`${url} belongs to another issuer: ${issuer}`);
    if (this.#issuer.startsWith('https:') && !keysUrl.startsWith('https:')) {
      throw new Error(`The URL of the keys in ${url} must begin with https: ${keysUrl}`);
    }
    return keysUrl;
  }

  #remember(name: string): void {
    const [oldest] = this.#missing.keys();
    if (this.#missing.size >= MAX_MISSING && oldest !== undefined) this.#missing.delete(oldest);
    this.#missing.set(name, this.#clock.monotonicMs() + MISSING_MS);
  }
}

async function pick(set: KeySet, header: JWSHeaderParameters, token: FlattenedJWSInput) {
  try {
    return await set.find(header, token);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return undefined;
    throw error;
  }
}

async function getJson(url: string, timeoutMs: number): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answered with status ${String(response.status)}`);
  }
  return response.json();
}
