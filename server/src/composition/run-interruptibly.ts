import { reportFailure } from '../adapters/driving/cli/command-line.ts';
import { endProcessAfter } from './last-resort.ts';

/** The exit code that a shell reports for a program that was stopped by Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/** After a signal, the command may take at most this long to end. */
const LAST_RESORT_MS = 20_000;

/**
 * Runs a command that writes films, and sets the process's exit code. Ctrl-C stops it.
 *
 * @param whatIsKept a sentence that says what is kept after an interruption, and how to complete the run
 * @param run must end soon after the signal aborts
 */
export async function runInterruptibly(whatIsKept: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupt.abort();
      endProcessAfter(
        LAST_RESORT_MS,
        `Interrupted, but the command did not end within ${String(LAST_RESORT_MS / 1000)} s. ${whatIsKept}`,
        EXIT_INTERRUPTED,
      );
    });
  }
  try {
    await run(interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) reportFailure(error);
  }
  if (interrupt.signal.aborted) {
    process.stderr.write(`Interrupted. ${whatIsKept}\n`);
    process.exitCode = EXIT_INTERRUPTED;
  }
}
