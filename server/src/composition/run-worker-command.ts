import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../adapters/driving/cli/command-line.ts';
import { watchForStop } from '../adapters/driving/cli/stop-signals.ts';
import { WORKER_USAGE } from '../adapters/driving/cli/worker-command.ts';

/** Runs `npm run worker`, and sets the process's exit code. */
export async function runWorkerCommand(args: readonly string[]): Promise<void> {
  if (!readArguments(WORKER_USAGE, args, (given) => parseArgs({ args: given }))) return;
  const stop = watchForStop(undefined);
  // The worker is imported late, so that --help is printed at once, and a signal during the import is not missed.
  const { runWorker } = await import('./run-worker.ts');
  await runWorker(stop).catch(reportFailure);
}
