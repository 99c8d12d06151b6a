import type { Background } from '../../src/ports/background.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import { makeCostedInstance, startCostedBackends, type CostedInstance } from './costed-instances.ts';

/**
 * A clock that runs in real time, and that a test or benchmark can also move forward. Background work runs only when
 * {@link runBackground} is called.
 */
export class BenchClock extends SystemClock implements Background {
  shiftMs = 0;
  readonly #background: (() => Promise<void>)[] = [];

  override nowMs(): number {
    return super.nowMs() + this.shiftMs;
  }

  override monotonicMs(): number {
    return super.monotonicMs() + this.shiftMs;
  }

  run(_delayMs: number, work: () => Promise<void>): void {
    this.#background.push(work);
  }

  async runBackground(): Promise<void> {
    for (let work = this.#background.shift(); work; work = this.#background.shift()) await work();
  }
}

/** The cost of one request on one path through the cache, such as a memory hit or a miss. */
export type CostRow = {
  readonly path: string;
  readonly providerCalls: number;
  readonly reads: Readonly<Record<string, number>>;
  readonly writes: Readonly<Record<string, number>>;
  /** Size of the bodies of all requests to DynamoDB and of their answers. */
  readonly bytes: number;
  /** Size of the answer to the client, as JSON. */
  readonly answerBytes: number;
};

const READS = ['BatchGetItem', 'GetItem'];

/**
 * Makes one request on every path through the cache (memory hit, store hit, miss, stale answer ...), and measures its
 * cost. The adapters are real, and the answer is a page of 20 movies.
 */
export async function measureCosts(): Promise<CostRow[]> {
  const world = await startCostedBackends();
  const clock = new BenchClock();
  const instances: CostedInstance[] = [];
  const make = () => {
    const instance = makeCostedInstance(world.backends, clock);
    instances.push(instance);
    return instance;
  };
  const rows: CostRow[] = [];
  const measure = async (path: string, instance: CostedInstance, work: () => Promise<unknown>) => {
    instance.costs.reset();
    const callsBefore = world.double.calls.length;
    const answer = await work();
    const { sent, received } = instance.costs.bytes;
    const pick = (isRead: boolean) =>
      Object.fromEntries(Object.entries(instance.costs.requests).filter(([name]) => READS.includes(name) === isRead));
    rows.push({
      path,
      providerCalls: world.double.calls.length - callsBefore,
      reads: pick(true),
      writes: pick(false),
      bytes: sent + received,
      answerBytes: answer === undefined ? 0 : Buffer.byteLength(JSON.stringify(answer)),
    });
  };
  const page = (instance: CostedInstance) => async () => (await instance.searchMovies.execute('the', 2)).value;
  try {
    const [first, second] = [make(), make()];
    await measure('miss', first, page(first));
    await measure('memory hit', first, page(first));
    clock.shiftMs += 5_001;
    await measure('memory hit, generation older than 5 s', first, page(first));
    await measure('DynamoDB hit', second, page(second));
    for (let i = 0; i < 100; i += 1) await page(second)();
    await measure('flush of 101 hits, after the answer', second, () => clock.runBackground().then(() => undefined));
    clock.shiftMs += 120_000;
    await measure('refresh of an expired entry', second, page(second));
    clock.shiftMs += 120_000;
    world.double.setFault({ kind: 'wrong-shape' });
    await measure('stale, the provider fails', second, page(second));
    await measure('stale again, within five seconds', second, page(second));
  } finally {
    for (const instance of instances) instance.close();
    await world.close();
  }
  return rows;
}
