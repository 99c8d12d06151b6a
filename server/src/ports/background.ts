/**
 * Runs work that no answer waits for.
 *
 * The work starts after `delayMs`, never before the current request is answered, and does not keep the process alive.
 * Some runtimes freeze the process between requests. There, the work may run only when the next request comes, or not
 * at all. The work must not reject.
 */
export interface Background {
  run(delayMs: number, work: () => Promise<void>): void;
}
