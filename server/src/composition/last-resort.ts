/**
 * Ends this process after `ms` if it is still running. The timer itself does not keep the process alive.
 *
 * @param message says what was left unfinished, and what the user should do
 */
export function endProcessAfter(ms: number, message: string, exitCode: number): void {
  setTimeout(() => {
    process.stderr.write(`${message}\n`);
    process.exit(exitCode);
  }, ms).unref();
}
