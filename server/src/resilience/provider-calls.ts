import { isMarqueeError, MarqueeError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Observer } from '../ports/observer.ts';
import type { SecretSource } from '../ports/secret-source.ts';
import { breakerOpen, isOutage, ProviderFailure, toMarqueeError } from './provider-failure.ts';
import type { BreakerState, Policies, PolicySettings } from './provider-policies.ts';
import { RateBudget } from './rate-budget.ts';

export type ProviderCallsSettings = {
  /** Calls per second that this instance may make on average. */
  readonly callsPerSecond: number;
  readonly policies: PolicySettings;
  /** What the operator should do when there is no key, as one or more sentences. */
  readonly withoutKey: string;
  /** What the operator should do when the provider refuses the key, as a sentence. */
  readonly keyRemedy: string;
  /** @returns what is wrong with a text that cannot be a key of this provider; `undefined` if it may be one */
  readonly faultOfKey: (key: string) => string | undefined;
};

export type ProviderCallsDeps = {
  readonly secret: SecretSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: Observer;
};

/** If a read finds no key, the key counts as absent for this time, so that it is not read more often. */
const NO_KEY_MS = 30_000;

/**
 * The breaker counts failures only if this many texts or ids have failed since the last success. So nobody can open it with
 * one or two texts at which the provider always fails.
 */
const FAILED_SUBJECTS = 3;

/** The calls to one movie provider: with its key, within its rate, and through the policies. */
export class ProviderCalls {
  readonly #settings: ProviderCallsSettings;
  readonly #deps: ProviderCallsDeps;
  readonly #budget: RateBudget;
  /** Loaded at the first call, so that an instance that makes no call does not load cockatiel. */
  #policies: Promise<Policies> | undefined;
  #breakerOpenUntilMs = -Infinity;
  #noKeyUntilMs = -Infinity;
  /** The texts and ids whose calls have failed since the last success. */
  readonly #failed = new Set<string>();
  /** When the provider last answered a call, in monotonic milliseconds. */
  #answeredMs = -Infinity;

  constructor(settings: ProviderCallsSettings, deps: ProviderCallsDeps) {
    this.#settings = settings;
    this.#deps = deps;
    this.#budget = new RateBudget(settings.callsPerSecond, deps.clock);
  }

  /** See MovieProvider. */
  refusal(): MarqueeError | undefined {
    if (!this.#deps.secret.isConfigured()) {
      return new MarqueeError('not-configured', 'provider-not-configured', this.#settings.withoutKey);
    }
    const remainingMs = this.#breakerOpenUntilMs - this.#deps.clock.monotonicMs();
    return remainingMs > 0 ? breakerOpen(remainingMs) : undefined;
  }

  /** See MovieProvider. */
  async isConfigured(): Promise<boolean> {
    const { secret, clock } = this.#deps;
    if (secret.isKnown()) return true;
    if (!secret.isConfigured() || clock.monotonicMs() < this.#noKeyUntilMs) return false;
    try {
      await secret.read();
      return true;
    } catch (error) {
      const isAbsent = isMarqueeError(error) && error.kind === 'not-configured';
      if (isAbsent) this.#noKeyUntilMs = clock.monotonicMs() + NO_KEY_MS;
      return !isAbsent;
    }
  }

  /** See MovieProvider. */
  hasKey(): boolean {
    return this.#deps.secret.isKnown();
  }

  /**
   * @param subject what is asked about: a text or an id, without a page or a year
   * @param attempt one attempt at the call; rejects with a ProviderFailure
   * @returns `undefined` if the provider has no such movie
   * @throws MarqueeError
   */
  async make<T>(
    subject: string,
    attempt: (key: string, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      const value = await this.#makeWithCurrentKey(subject, attempt, signal);
      this.#noteAnswer();
      return value;
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      if (error.reason === 'not-found') {
        this.#noteAnswer();
        return undefined;
      }
      throw toMarqueeError(error, this.#settings.keyRemedy);
    }
  }

  /**
   * Makes the call with the key that this instance knows. If the provider refuses that key, reads the key again. If the
   * key has been replaced in the meantime, calls once more.
   */
  async #makeWithCurrentKey<T>(
    subject: string,
    attempt: (key: string, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { secret } = this.#deps;
    const key = await secret.read();
    try {
      return await this.#makeWith(key, subject, attempt, signal);
    } catch (error) {
      const isRefused = error instanceof ProviderFailure && error.reason === 'unauthorised';
      const current = isRefused ? await secret.readAfterRefusal(key) : key;
      if (current === key) throw error;
      return this.#makeWith(current, subject, attempt, signal);
    }
  }

  async #makeWith<T>(
    key: string,
    subject: string,
    attempt: (key: string, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const fault = this.#settings.faultOfKey(key);
    if (fault !== undefined) throw new MarqueeError('misconfigured', 'provider-key-malformed', fault);
    const policies = await (this.#policies ??= this.#load());
    let startedMs = 0;
    const paced = async (trySignal: AbortSignal) => {
      startedMs = this.#deps.clock.monotonicMs();
      try {
        return await attempt(key, trySignal);
      } catch (error) {
        if (error instanceof ProviderFailure && error.reason === 'rate-limited') {
          this.#budget.pause(error.retryAfterMs ?? 0);
        }
        throw error;
      }
    };
    return policies.execute(paced, signal, (failure) => this.#attributed(failure, subject, startedMs));
  }

  #noteAnswer(): void {
    this.#failed.clear();
    this.#answeredMs = this.#deps.clock.monotonicMs();
  }

  /** A provider that has answered another call since this attempt began is not down. */
  #attributed(failure: ProviderFailure, subject: string, startedMs: number): ProviderFailure {
    if (this.#answeredMs > startedMs) return failure.ofOneRequest();
    // A provider takes no notice of punctuation, so "beck" and "beck." are one text.
    if (this.#failed.size < FAILED_SUBJECTS && isOutage(failure))
      this.#failed.add(subject.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, ''));
    return this.#failed.size < FAILED_SUBJECTS ? failure.ofOneRequest() : failure;
  }

  async #load(): Promise<Policies> {
    const { createPolicies } = await import('./provider-policies.ts');
    return createPolicies(this.#settings.policies, this.#budget, this.#deps, this.#onBreaker);
  }

  readonly #onBreaker = (state: BreakerState): void => {
    const { clock, observer } = this.#deps;
    this.#breakerOpenUntilMs =
      state === 'open' ? clock.monotonicMs() + this.#settings.policies.breakerOpenMs : -Infinity;
    observer.observe({ type: 'provider-breaker-changed', state });
  };
}
