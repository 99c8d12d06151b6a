import type { BitArena } from './bit-arena.ts';
import { lowestOne, onesIn, type Bits } from './bits.ts';

/**
 * A set of which is known which of its machine words have members. Most answers are sparse: a few films of many, and what
 * is done to them then costs as much as they are, not as much as there could be.
 */
export class SparseBits {
  readonly bits: Bits;
  readonly #arena: BitArena;
  /** Ascending; the first {@link #length} of them count. */
  readonly #words: Int32Array;
  #length = 0;

  private constructor(bits: Bits, arena: BitArena) {
    this.bits = bits;
    this.#arena = arena;
    // As long as a set has words.
    this.#words = arena.lend();
  }

  /** @param bits lent by the arena; kept, and changed by {@link keep} */
  static of(bits: Bits, arena: BitArena): SparseBits {
    const set = new SparseBits(bits, arena);
    const words = set.#words;
    let length = 0;
    for (let w = 0; w < bits.length; w += 1) if (bits[w] !== 0) words[length++] = w;
    set.#length = length;
    return set;
  }

  isEmpty(): boolean {
    return this.#length === 0;
  }

  copy(): SparseBits {
    const copy = new SparseBits(this.#arena.copyOf(this.bits), this.#arena);
    for (let i = 0; i < this.#length; i += 1) copy.#words[i] = this.#words[i]!;
    copy.#length = this.#length;
    return copy;
  }

  /** Leaves only what is in the other set too. */
  keep(other: Bits): void {
    const { bits } = this;
    const words = this.#words;
    let kept = 0;
    for (let i = 0; i < this.#length; i += 1) {
      const w = words[i]!;
      bits[w]! &= other[w]!;
      if (bits[w] !== 0) words[kept++] = w;
    }
    this.#length = kept;
  }

  add(member: number): void {
    const w = member >>> 5;
    if (this.bits[w] === 0) this.#insertWord(w);
    this.bits[w]! |= 1 << (member & 31);
  }

  /** Whether any member is in the other set too. */
  meets(other: Bits): boolean {
    for (let i = 0; i < this.#length; i += 1) {
      const w = this.#words[i]!;
      if ((this.bits[w]! & other[w]!) !== 0) return true;
    }
    return false;
  }

  count(): number {
    let count = 0;
    for (let i = 0; i < this.#length; i += 1) count += onesIn(this.bits[this.#words[i]!]!);
    return count;
  }

  /** Takes out, ascending, the members that are in the other set too, until `visit` answers `false`. */
  takeEach(other: Bits, visit: (i: number) => boolean): void {
    const { bits } = this;
    for (let i = 0; i < this.#length; i += 1) {
      const w = this.#words[i]!;
      let members = bits[w]! & other[w]!;
      if (members === 0) continue;
      bits[w]! &= ~members;
      for (; members !== 0; members &= members - 1) if (!visit((w << 5) + lowestOne(members))) return;
    }
  }

  /** Calls `visit` with each member, ascending. */
  forEach(visit: (i: number) => void): void {
    for (let i = 0; i < this.#length; i += 1) {
      const w = this.#words[i]!;
      for (let word = this.bits[w]!; word !== 0; word &= word - 1) visit((w << 5) + lowestOne(word));
    }
  }

  /** Keeps the words ascending. Only few members are added one by one, so moving the words behind is cheap. */
  #insertWord(word: number): void {
    const words = this.#words;
    let at = this.#length;
    for (; at > 0 && words[at - 1]! >= word; at -= 1) words[at] = words[at - 1]!;
    words[at] = word;
    this.#length += 1;
  }
}
