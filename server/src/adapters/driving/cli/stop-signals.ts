import { constants } from 'node:os';

/** How often a process checks whether its parent still runs. */
const LOOK_EVERY_MS = 500;

/**
 * Ctrl-C at `npm start` arrives twice: the terminal sends it to npm and to the server, and npm forwards its signal to the server.
 * Signals within this time are one key press.
 */
const SAME_PRESS_MS = 250;

/**
 * Watches for SIGINT, SIGTERM, SIGHUP and the end of the parent process. Each of them should stop this process. A second signal ends
 * the process at once, with the exit code that a shell reports (128 plus the signal's number).
 *
 * A process with neither a parent to watch nor a terminal ignores SIGHUP, because no terminal can hang up. `nohup` cannot do this,
 * because Node resets every signal to its default when it starts.
 * @param parent id of the parent process; this process ends when the parent ends. Absent: it outlives its parent
 * @returns a signal that aborts when the process should end
 */
export function watchForStop(parent: number | undefined): AbortSignal {
  const stop = new AbortController();
  let askedAtMs = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    const nowMs = performance.now();
    if (!stop.signal.aborted) {
      askedAtMs = nowMs;
      stop.abort();
    } else if (parent === undefined || nowMs - askedAtMs > SAME_PRESS_MS) {
      process.exit(128 + constants.signals[signal]);
    }
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  process.on('SIGHUP', parent !== undefined || hasTerminal ? onSignal : () => undefined);
  if (parent !== undefined) endWithParent(parent, stop);
  return stop.signal;
}

/** No signal reports that the parent was killed, but the operating system then gives this process another parent. */
function endWithParent(parent: number, stop: AbortController): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop.abort();
  }, LOOK_EVERY_MS).unref();
}
