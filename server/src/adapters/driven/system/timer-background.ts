import type { Background } from '../../../ports/background.ts';

/** Runs work in timers that do not keep the process alive. */
export class TimerBackground implements Background {
  run(delayMs: number, work: () => Promise<void>): void {
    // A timer of 0 ms fires in a later turn of the event loop, after all responses that are ready have been sent.
    setTimeout(() => void work(), delayMs).unref();
  }
}
