const startedMs = performance.now();

/** Writes one line of progress to stderr, so that the tables on stdout can be piped. */
export function say(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(7);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

const BAR_WIDTH = 30;
/** The bar is redrawn at most ten times a second. */
const REDRAW_MS = 100;

/** A progress bar on stderr. If stderr is not a terminal, each step is one line instead. */
export class ProgressBar {
  readonly #steps: number;
  #step = 0;
  #name = '';
  #drawnMs = -Infinity;

  constructor(steps: number) {
    this.#steps = steps;
  }

  /** Begins the next step. */
  next(name: string): void {
    this.#step += 1;
    this.#name = name;
    this.#drawnMs = -Infinity;
    if (process.stderr.isTTY) this.update(0);
    else say(`${String(this.#step)}/${String(this.#steps)} ${name}`);
  }

  /** @param share of the current step, from 0 to 1 */
  update(share: number, doing = ''): void {
    const nowMs = performance.now();
    if (!process.stderr.isTTY || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    const done = (this.#step - 1 + Math.min(1, share)) / this.#steps;
    const bar = '#'.repeat(Math.round(done * BAR_WIDTH)).padEnd(BAR_WIDTH, '.');
    process.stderr.write(`\r\u001b[K[${bar}] ${this.#name}${doing && `: ${doing}`}`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
