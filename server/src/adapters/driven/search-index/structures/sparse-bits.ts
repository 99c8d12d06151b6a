import type { BitArena } from './bit-arena.ts';
import { lowestOne, onesIn, type Bits } from './bits.ts';

/**
 * A set that knows which of its machine words have members. Most answers are sparse: they contain a few of many films.
 * The cost of an operation on them depends on how many members there are, and not on how many there could be.
 */
export class SparseBits {
  readonly bits: Bits;
  readonly #arena: BitArena;
  /** The places of the words with members, ascending. Only the first {@link #length} entries count. */
  readonly #words: Int32Array;
  #length = 0;

  private constructor(bits: Bits, arena: BitArena) {
    this.bits = bits;
    this.#arena = arena;
    // A lent set is an array with one entry for each word of `bits`, so all places fit.
    this.#words = arena.lend();
  }

  /** @param bits a set that the arena lent; it is kept, and {@link keep} changes it */
  static of(bits: Bits, arena: BitArena): SparseBits {
    const set = new SparseBits(bits, arena);
    const words = set.#words;
    let length = 0;
    let w = 0;
    // Most words are empty, and four empty ones are skipped at once, in less than half the time.
    for (const last = bits.length - 3; w < last; w += 4) {
      if ((bits[w]! | bits[w + 1]! | bits[w + 2]! | bits[w + 3]!) === 0) continue;
      for (let i = w; i < w + 4; i += 1) if (bits[i] !== 0) words[length++] = i;
    }
    for (; w < bits.length; w += 1) if (bits[w] !== 0) words[length++] = w;
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

  /** Removes the members that are not in the other set. */
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

  /** Whether any member is also in the other set. */
  meets(other: Bits): boolean {
    for (let i = 0; i < this.#length; i += 1) {
      const w = this.#words[i]!;
      if ((this.bits[w]! & other[w]!) !== 0) return true;
    }
    return false;
  }

  /** Whether all members are also in the other set. */
  isWithin(other: Bits): boolean {
    for (let i = 0; i < this.#length; i += 1) {
      const w = this.#words[i]!;
      if ((this.bits[w]! & ~other[w]!) !== 0) return false;
    }
    return true;
  }

  count(): number {
    let count = 0;
    for (let i = 0; i < this.#length; i += 1) count += onesIn(this.bits[this.#words[i]!]!);
    return count;
  }

  /**
   * Removes members that are also in the other set, and calls `visit` with each, ascending, until it returns `false`.
   * The members of the machine word at which it stops are all removed, visited or not.
   */
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

  /**
   * Inserts a word so that the words still ascend. Only a few members are added one by one, so moving the later words
   * is cheap.
   */
  #insertWord(word: number): void {
    const words = this.#words;
    let at = this.#length;
    for (; at > 0 && words[at - 1]! >= word; at -= 1) words[at] = words[at - 1]!;
    words[at] = word;
    this.#length += 1;
  }
}
