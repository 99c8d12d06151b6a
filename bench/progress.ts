const startedMs = performance.now();

/** One line of progress, on the error stream so that tables can be piped. */
export function say(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(7);
  process.stderr.write(`${seconds} s  ${line}\n`);
}
