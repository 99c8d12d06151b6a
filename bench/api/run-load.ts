import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadReport, LoadTask } from './load-generator.ts';

/** Generates the load in a separate process. */
export async function runLoad(task: LoadTask): Promise<LoadReport> {
  const generator = fork(join(import.meta.dirname, 'load-process.ts'));
  generator.send(task);
  const [report] = (await Promise.race([
    once(generator, 'message'),
    once(generator, 'exit').then(() => {
      throw new Error('The load generator ended without a report.');
    }),
  ])) as [LoadReport];
  return report;
}
