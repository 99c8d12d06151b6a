import { constants } from 'node:os';

/** How often a process checks whether its parent still runs. */
const LOOK_EVERY_MS = 500;

/**
 * Pressing Ctrl-C during `npm start` sends the server two signals: one from the terminal, and one that npm has received
 * and forwards. Signals within this time count as one key press.
 */
const SAME_PRESS_MS = 250;

/**
 * Watches for SIGINT, SIGTERM, SIGHUP and the end of the parent process. Each of these should stop this process. A
 * second signal ends the process at once, with the exit code that a shell reports (128 plus the signal's number).
 *
 * A process without a parent to watch and without a terminal ignores SIGHUP, because it has no terminal that could hang
 * up. This function has to ignore SIGHUP, because `nohup` has no effect: Node resets every signal to its default when
 * it starts.
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

/**
 * Polls the id of the parent, because no signal reports that the parent was killed. When it is killed, the operating
 * system gives this process another parent.
 */
function endWithParent(parent: number, stop: AbortController): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop.abort();
  }, LOOK_EVERY_MS).unref();
}
