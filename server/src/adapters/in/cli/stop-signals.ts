import { constants } from 'node:os';

/** How often a process looks whether its parent is still there. */
const LOOK_EVERY_MS = 500;

/**
 * A Ctrl-C at `npm start` comes twice: the terminal sends it to npm and to the server, and npm passes its own on. What comes so
 * soon after the first is the same key press.
 */
const SAME_PRESS_MS = 250;

/**
 * Watches for what ends this process, from now on: SIGINT, SIGTERM, SIGHUP, and the end of its parent. A second signal ends the
 * process at once, with the exit code of a shell (128 and the number of the signal).
 *
 * A process with neither a parent that it ends with nor a terminal lives on after SIGHUP: there is no terminal that could
 * hang up, and `nohup` cannot ask for it, since Node restores the default of every signal when it starts.
 *
 * @param parent id of the parent process with which this one ends; absent: it outlives its parent
 * @returns aborted when the process should end
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

/** No signal says that the parent was killed, but the operating system then gives this process another parent. */
function endWithParent(parent: number, stop: AbortController): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop.abort();
  }, LOOK_EVERY_MS).unref();
}
