import { readArguments } from '../adapters/driving/cli/command-line.ts';
import { parseStartArgs, START_USAGE } from '../adapters/driving/cli/start-command.ts';
import { watchForStop } from '../adapters/driving/cli/stop-signals.ts';

/** Runs `npm start`, and sets the process's exit code. */
export async function runStartCommand(args: readonly string[]): Promise<void> {
  const options = readArguments(START_USAGE, args, parseStartArgs);
  if (!options) return;
  const stop = watchForStop(options.parent);
  // The server is imported late, so that --help is printed at once, and a signal during the import is not missed.
  const { runServer } = await import('./run-server.ts');
  await runServer(stop);
}
