const startedMs = performance.now();

/** Writes one line of progress to stderr, so that the tables on stdout can be piped. */
export function say(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(7);
  process.stderr.write(`${seconds} s  ${line}\n`);
}
