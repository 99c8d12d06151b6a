import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

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
  /** A request counts as an error if its connection is silent for this time. Default: 10 s. */
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

const TIMEOUT_MS = 10_000;
/**
 * Timers fire up to a millisecond late. The generator therefore uses a timer only until this much time is left before a
 * request is due. After that, it polls the clock.
 */
const SPIN_MS = 1.5;

export async function generateLoad(task: LoadTask): Promise<LoadReport> {
  const client = new Client(task.url, task.kind === 'saturate' ? task.connections : Infinity, task.timeoutMs);
  const startedMs = performance.now();
  const sent = task.kind === 'saturate' ? await saturate(client, task) : await sendAtFixedRate(client, task);
  const elapsedMs = performance.now() - startedMs;
  client.close();
  return { micros: client.micros, errors: client.errors, ...sent, elapsedMs };
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
  client: Client,
  { requests, perSecond, seconds }: LoadTask & { kind: 'fixed-rate' },
): Promise<{ sent: number; sentLate: number }> {
  const total = Math.floor(perSecond * seconds);
  const startedMs = performance.now() + 100;
  const pending: Promise<void>[] = [];
  let sentLate = 0;
  for (let n = 0; n < total; n += 1) {
    const due = startedMs + dueMs(n, perSecond);
    await until(due);
    if (performance.now() - due > 1) sentLate += 1;
    const planned = requests[n % requests.length];
    if (planned) pending.push(client.send(planned, due));
  }
  await Promise.all(pending);
  return { sent: total, sentLate };
}

async function saturate(
  client: Client,
  { requests, connections, seconds }: LoadTask & { kind: 'saturate' },
): Promise<{ sent: number; sentLate: number }> {
  const endMs = performance.now() + seconds * 1000;
  let sent = 0;
  const askAgain = async () => {
    while (performance.now() < endMs) {
      const planned = requests[sent % requests.length];
      sent += 1;
      if (planned) await client.send(planned, performance.now());
    }
  };
  await Promise.all(Array.from({ length: connections }, askAgain));
  return { sent, sentLate: 0 };
}

async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now();
  if (leftMs > SPIN_MS) await new Promise((resolve) => setTimeout(resolve, leftMs - SPIN_MS));
  while (performance.now() < dueMs) await new Promise((resolve) => setImmediate(resolve));
}

class Client {
  readonly micros: Record<string, number[]> = {};
  readonly errors: Record<string, number> = {};
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #timeoutMs: number;

  constructor(url: string, maxSockets: number, timeoutMs = TIMEOUT_MS) {
    this.#url = new URL(url);
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({ keepAlive: true, maxSockets });
  }

  /**
   * Sends a request and records its latency or its error. Never rejects.
   *
   * @param sinceMs when the request was due, or at saturation, when it is sent; by performance.now()
   */
  async send(planned: PlannedRequest, sinceMs: number): Promise<void> {
    try {
      const status = await this.#ask(planned);
      if (planned.expect.includes(status))
        (this.micros[planned.label] ??= []).push((performance.now() - sinceMs) * 1000);
      else this.#count(`${planned.label}: status ${String(status)}`);
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
      this.#count(`${planned.label}: ${code}`);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask({ method, path, headers, body }: PlannedRequest): Promise<number> {
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

  #count(reason: string): void {
    this.errors[reason] = (this.errors[reason] ?? 0) + 1;
  }
}
