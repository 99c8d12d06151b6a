/**
 * Counts how often each number of a universe occurs. The cost of a reset depends on how many numbers were counted,
 * and not on the size of the universe.
 */
export class Tally {
  readonly #counts: Uint32Array;
  #touched: number[] = [];

  constructor(size: number) {
    this.#counts = new Uint32Array(size);
  }

  /** The numbers with a count, in the order in which they first occurred. */
  get touched(): readonly number[] {
    return this.#touched;
  }

  add(i: number, times = 1): void {
    if (this.countOf(i) === 0) this.#touched.push(i);
    this.#counts[i]! += times;
  }

  countOf(i: number): number {
    return this.#counts[i]!;
  }

  clear(): void {
    for (const i of this.#touched) this.#counts[i] = 0;
    this.#touched = [];
  }
}
