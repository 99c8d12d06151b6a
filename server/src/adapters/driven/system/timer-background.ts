import type { Background } from '../../../ports/background.ts';

/** Runs work by timers that do not keep the process alive. */
export class TimerBackground implements Background {
  run(delayMs: number, work: () => Promise<void>): void {
    // A timer of 0 ms fires in a later turn of the event loop, when what is ready to be answered has been answered.
    setTimeout(() => void work(), delayMs).unref();
  }
}
