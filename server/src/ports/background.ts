/**
 * Work for which no answer waits.
 *
 * It starts after `delayMs`, never before whatever is being answered, and does not keep the process alive. In Lambda it
 * may run only when the next request comes, or not at all. The work must not reject.
 */
export interface Background {
  run(delayMs: number, work: () => Promise<void>): void;
}
