import { setTimeout as delay } from 'node:timers/promises';

/** Far above what anything takes on a busy machine: it only ends a test whose condition never comes true. */
const BOUND_MS = 90_000;

/** Resolves when the condition holds, which is asked again and again. @throws Error when it never does */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + BOUND_MS;
  while (!(await holds())) {
    if (performance.now() > endMs)
      throw new Error(`This did not become true in ${String(BOUND_MS)} ms: ${String(holds)}`);
    await delay(10);
  }
}
