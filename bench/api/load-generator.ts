import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { RawConnection } from './raw-connection.ts';

/** One request of a plan. */
export type PlannedRequest = {
  /** Groups latencies in the report, for example "GET /v1/films exact title". */
  readonly label: string;
  readonly method: string;
  /** The path with the query string. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Expected statuses; any other status counts as an error. */
  readonly expect: readonly number[];
};

export type LoadTask = {
  readonly url: string;
  readonly requests: readonly PlannedRequest[];
  readonly seconds: number;
  /** At a fixed rate, a request counts as an error if its connection is silent for this time. Default: 10 s. */
  readonly timeoutMs?: number;
} & (
  | { readonly kind: 'fixed-rate'; readonly perSecond: number }
  /** Each connection sends its next request as soon as the previous one is answered. */
  | { readonly kind: 'saturate'; readonly connections: number }
);

export type LoadReport = {
  /** Latencies of the expected answers in microseconds, by label. */
  readonly micros: Readonly<Record<string, readonly number[]>>;
  /** Counts of unexpected statuses and broken connections, by label and reason. */
  readonly errors: Readonly<Record<string, number>>;
  readonly sent: number;
  /**
   * How many requests were sent more than 1 ms late because the generator itself was busy. Their latency still counts
   * from the time they were due.
   */
  readonly sentLate: number;
  readonly elapsedMs: number;
};

/** A request counts as an error if its connection is silent for this time. */
const TIMEOUT_MS = 10_000;
/**
 * Timers fire up to a millisecond late. The generator therefore uses a timer only until this much time is left before a
 * request is due. After that, it polls the clock.
 */
const SPIN_MS = 1.5;

export async function generateLoad(task: LoadTask): Promise<LoadReport> {
  const outcomes = new Outcomes();
  const startedMs = performance.now();
  const sent = task.kind === 'saturate' ? await saturate(outcomes, task) : await sendAtFixedRate(outcomes, task);
  const elapsedMs = performance.now() - startedMs;
  return { micros: outcomes.micros, errors: outcomes.errors, ...sent, elapsedMs };
}

/**
 * Returns the time when request n is due at a fixed rate, in milliseconds from the start. The schedule is fixed in
 * advance and does not depend on the answers. While the server stalls, requests keep falling due, and each latency
 * counts from its due time. The measurement therefore shows the stall. Latencies that count from the time of sending
 * would hide it (coordinated omission).
 */
export function dueMs(n: number, perSecond: number): number {
  return (n * 1000) / perSecond;
}

async function sendAtFixedRate(
  outcomes: Outcomes,
  { url, requests, perSecond, seconds, timeoutMs }: LoadTask & { kind: 'fixed-rate' },
): Promise<{ sent: number; sentLate: number }> {
  const client = new Client(url, timeoutMs);
  const total = Math.floor(perSecond * seconds);
  const startedMs = performance.now() + 100;
  const pending: Promise<void>[] = [];
  let sentLate = 0;
  for (let n = 0; n < total; n += 1) {
    const due = startedMs + dueMs(n, perSecond);
    await until(due);
    if (performance.now() - due > 1) sentLate += 1;
    const planned = requests[n % requests.length];
    if (planned) pending.push(outcomes.note(planned, due, client.ask(planned)));
  }
  await Promise.all(pending);
  client.close();
  return { sent: total, sentLate };
}

async function saturate(
  outcomes: Outcomes,
  { url, requests, connections, seconds }: LoadTask & { kind: 'saturate' },
): Promise<{ sent: number; sentLate: number }> {
  const endMs = performance.now() + seconds * 1000;
  let sent = 0;
  const askAgain = async () => {
    const connection = new RawConnection(new URL(url), TIMEOUT_MS);
    while (performance.now() < endMs) {
      const planned = requests[sent % requests.length];
      sent += 1;
      if (planned) await outcomes.note(planned, performance.now(), connection.ask(planned));
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, askAgain));
  return { sent, sentLate: 0 };
}

async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now();
  if (leftMs > SPIN_MS) await new Promise((resolve) => setTimeout(resolve, leftMs - SPIN_MS));
  while (performance.now() < dueMs) await new Promise((resolve) => setImmediate(resolve));
}

/** The latencies of the expected answers, and the counts of all others. */
class Outcomes {
  readonly micros: Record<string, number[]> = {};
  readonly errors: Record<string, number> = {};

  /**
   * Records the latency of a request or its error. Never rejects.
   *
   * @param sinceMs when the request was due, or at saturation, when it is sent; by performance.now()
   */
  async note({ label, expect }: PlannedRequest, sinceMs: number, answered: Promise<number>): Promise<void> {
    try {
      const status = await answered;
      if (expect.includes(status)) (this.micros[label] ??= []).push((performance.now() - sinceMs) * 1000);
      else this.#count(`${label}: status ${String(status)}`);
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
      this.#count(`${label}: ${code}`);
    }
  }

  #count(reason: string): void {
    this.errors[reason] = (this.errors[reason] ?? 0) + 1;
  }
}

/** The server closes connections of a client that has over 100. */
const MAX_CONNECTIONS = 64;

/** Opens as many connections as the schedule needs. Requests beyond them wait, and their latency counts the wait. */
class Client {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  readonly #timeoutMs: number;

  constructor(url: string, timeoutMs = TIMEOUT_MS) {
    this.#url = new URL(url);
    this.#timeoutMs = timeoutMs;
  }

  close(): void {
    this.#agent.destroy();
  }

  ask({ method, path, headers, body }: PlannedRequest): Promise<number> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#url;
      const options = {
        hostname,
        port,
        method,
        path,
        agent: this.#agent,
        timeout: this.#timeoutMs,
        headers: { ...headers },
      };
      const asked = request(options, (response) => {
        response.on('end', () => {
          resolve(response.statusCode ?? 0);
        });
        response.on('error', reject);
        response.resume();
      });
      asked.on('timeout', () => asked.destroy(new Error('timeout')));
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
