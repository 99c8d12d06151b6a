import { bitWords, type Bits } from './bits.ts';

/**
 * Lends sets of one size, so that a query allocates nothing. All sets that were lent after a mark are taken back
 * together.
 */
export class BitArena {
  readonly #words: number;
  readonly #sets: Bits[] = [];
  #lent = 0;

  constructor(size: number) {
    this.#words = bitWords(size);
  }

  /** An empty set. */
  take(): Bits {
    return this.lend().fill(0);
  }

  /** A set that still holds its earlier content, for callers that overwrite all of it. */
  lend(): Bits {
    let bits = this.#sets[this.#lent];
    if (!bits) {
      bits = new Int32Array(this.#words);
      this.#sets.push(bits);
    }
    this.#lent += 1;
    return bits;
  }

  copyOf(bits: Bits): Bits {
    const copy = this.lend();
    copy.set(bits);
    return copy;
  }

  /** How many sets are lent now. {@link release} ends the loan of every set that was lent after this mark. */
  mark(): number {
    return this.#lent;
  }

  release(mark = 0): void {
    this.#lent = mark;
  }
}
