import { setTimeout as delay } from 'node:timers/promises';
import { CATALOGUE_CHECKS } from './catalogue-checks.ts';
import type { Check } from './check.ts';
import { ERROR_CHECKS } from './error-checks.ts';
import { Skipped, Unexpected } from './expect.ts';
import { HEADER_CHECKS } from './header-checks.ts';
import { HEALTH_CHECKS, healthOf } from './health-checks.ts';
import { Marquee } from './marquee.ts';
import { measure, timedRequests, type Timing } from './measure.ts';
import { MovieSearching } from './movie-checks.ts';
import { PAGE_CHECKS } from './page-checks.ts';
import { FilmWriting, REFUSED_WRITE_CHECKS } from './write-checks.ts';

export type Result = {
  readonly name: string;
  readonly outcome: 'good' | 'bad' | 'skipped';
  readonly expected: string;
  /** For a skipped check, the reason. */
  readonly seen: string;
};

export type Report = {
  readonly address: string;
  /** ISO 8601, when the run began. */
  readonly date: string;
  /** The version that the Marquee says it has; `unknown` if it does not say. */
  readonly version: string;
  readonly results: readonly Result[];
  /** How long the first request took. Whether it was a cold start cannot be seen from outside. */
  readonly firstRequestMs: number | undefined;
  readonly timings: readonly Timing[];
};

export type Verification = {
  readonly address: string;
  readonly token?: string | undefined;
  /** How long a failing check is repeated, because a new installation takes a while. Default: 0. */
  readonly waitSec?: number;
  /** Requests of each kind that are timed. Default: 100. */
  readonly timedRequests?: number;
  /** How long it may take until every instance sees a change. Default: 30 s. */
  readonly eventuallyMs?: number;
  /** Ends the run. The film that the run has created is deleted nevertheless. */
  readonly signal?: AbortSignal;
  readonly onResult?: (result: Result) => void;
};

/** The run ends after this time plus {@link Verification.waitSec}. It usually takes a few seconds. */
const LIMIT_SEC = 600;
const RETRY_AFTER_MS = 3_000;

/** Checks a running Marquee from outside. */
export async function verify(verification: Verification): Promise<Report> {
  const { address, token, waitSec = 0, signal, eventuallyMs } = verification;
  const limit = AbortSignal.timeout((LIMIT_SEC + waitSec) * 1_000);
  const marquee = new Marquee(address, {
    ...{ token, eventuallyMs },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  const run = new Run(marquee, verification);
  const date = new Date().toISOString();
  const [writing, movies] = [new FilmWriting(), new MovieSearching()];
  const firstRequestMs = await run.firstRequest();
  try {
    await run.checks([...HEALTH_CHECKS, ...CATALOGUE_CHECKS, ...ERROR_CHECKS, ...REFUSED_WRITE_CHECKS]);
    await run.checks(writing.checks);
    await run.checks([...movies.checks, ...PAGE_CHECKS, ...HEADER_CHECKS]);
    await run.timings(movies);
  } finally {
    const left = await writing.cleanUp(marquee);
    if (left !== undefined)
      run.add({ name: 'clean-up', outcome: 'bad', expected: 'nothing is left behind', seen: left });
  }
  const version = await healthOf(marquee).then(
    (health) => health.version,
    () => 'unknown',
  );
  return { address, date, version, firstRequestMs, ...run.found };
}

class Run {
  readonly #marquee: Marquee;
  readonly #verification: Verification;
  readonly #giveUpAtMs: number;
  readonly #results: Result[] = [];
  readonly #timings: Timing[] = [];

  constructor(marquee: Marquee, verification: Verification) {
    this.#marquee = marquee;
    this.#verification = verification;
    this.#giveUpAtMs = performance.now() + (verification.waitSec ?? 0) * 1_000;
  }

  get found() {
    return { results: this.#results, timings: this.#timings };
  }

  /** @returns how long it took, with the connection; `undefined` if the answer is not a fresh 200 */
  async firstRequest(): Promise<number | undefined> {
    for (;;) {
      try {
        const { status, ms } = await this.#marquee.ask('/v1/films?limit=1');
        return status === 200 ? Math.round(ms) : undefined;
      } catch (error) {
        if (error instanceof Unexpected) return undefined;
        if (this.#isLate()) throw error;
        await delay(RETRY_AFTER_MS, undefined, { signal: this.#marquee.signal });
      }
    }
  }

  async checks(checks: readonly Check[]): Promise<void> {
    for (const { name, expected, run } of checks) {
      this.add({ name, expected, ...(await this.#outcomeOf(() => run(this.#marquee))) });
    }
  }

  async timings(movies: MovieSearching): Promise<void> {
    const { timedRequests: requests = 100 } = this.#verification;
    for (const timed of timedRequests(movies)) {
      const outcome = await this.#outcomeOf(async () => {
        const timing = await measure(this.#marquee, timed, requests);
        this.#timings.push(timing);
        return `p50 ${String(timing.p50Ms)} ms, p99 ${String(timing.p99Ms)} ms`;
      });
      const expected = `${String(requests)} requests, one after the other, are answered with 200`;
      this.add({ name: `time to ${timed.what}`, expected, ...outcome });
    }
  }

  add(result: Result): void {
    this.#results.push(result);
    this.#verification.onResult?.(result);
  }

  async #outcomeOf(run: () => Promise<string>): Promise<Pick<Result, 'outcome' | 'seen'>> {
    for (;;) {
      try {
        return { outcome: 'good', seen: await run() };
      } catch (error) {
        this.#verification.signal?.throwIfAborted();
        if (error instanceof Skipped) return { outcome: 'skipped', seen: error.message };
        if (this.#isLate()) return { outcome: 'bad', seen: this.#faultOf(error) };
        await delay(RETRY_AFTER_MS, undefined, { signal: this.#marquee.signal }).catch(() => undefined);
      }
    }
  }

  #isLate(): boolean {
    return this.#marquee.signal.aborted || performance.now() + RETRY_AFTER_MS > this.#giveUpAtMs;
  }

  #faultOf(error: unknown): string {
    if (this.#marquee.signal.aborted) return `not answered within the ${String(LIMIT_SEC)} s of the whole run`;
    if (error instanceof Unexpected) return error.message;
    return reasonOf(error);
  }
}

/** Why a request got no answer, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const { code } = cause as { code?: string };
  return [code, cause.message].filter((part) => part !== undefined && part !== '').join(': ');
}
