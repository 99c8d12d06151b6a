import { countBits, lowestOne, type Bits } from './bits.ts';

/**
 * A set of which is known which of its machine words have members. Most answers are sparse: a few films of many, and what
 * is done to them then costs as much as they are, not as much as there could be.
 */
export class SparseBits {
  readonly bits: Bits;
  /** Ascending. */
  readonly words: readonly number[];

  private constructor(bits: Bits, words: readonly number[]) {
    this.bits = bits;
    this.words = words;
  }

  /** @param bits kept; {@link keep} changes them */
  static of(bits: Bits): SparseBits {
    const words: number[] = [];
    for (let w = 0; w < bits.length; w += 1) if (bits[w] !== 0) words.push(w);
    return new SparseBits(bits, words);
  }

  /** @param empty becomes the copy's */
  copyTo(empty: Bits): SparseBits {
    for (const w of this.words) empty[w] = this.bits[w]!;
    return new SparseBits(empty, this.words);
  }

  /** Leaves only what is in the other set too; this one is used up. */
  keep(other: Bits): SparseBits {
    const { bits } = this;
    const words: number[] = [];
    for (const w of this.words) if ((bits[w]! &= other[w]!) !== 0) words.push(w);
    return new SparseBits(bits, words);
  }

  count(): number {
    let count = 0;
    for (const w of this.words) count += countBits(this.bits, w, w + 1);
    return count;
  }

  /** Calls `visit` with each member, ascending. */
  forEach(visit: (i: number) => void): void {
    for (const w of this.words) {
      for (let word = this.bits[w]!; word !== 0; word &= word - 1) visit((w << 5) + lowestOne(word));
    }
  }
}
