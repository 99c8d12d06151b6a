import { setTimeout as delay } from 'node:timers/promises';

/**
 * How long a test waits for a condition. This is far longer than anything takes on a busy machine, so the limit only
 * ends a test whose condition never becomes true.
 */
const BOUND_MS = 90_000;

/** Checks a condition repeatedly and resolves when it holds. @throws Error when it never holds */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + BOUND_MS;
  while (!(await holds())) {
    if (performance.now() > endMs)
      throw new Error(`This did not become true in ${String(BOUND_MS)} ms: ${String(holds)}`);
    await delay(10);
  }
}
