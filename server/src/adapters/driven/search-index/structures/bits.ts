/**
 * A set of numbers from 0 upwards, with one bit for each. The words are signed, because JavaScript's 32-bit
 * operations are.
 */
export type Bits = Int32Array;

export function bitWords(size: number): number {
  return (size + 31) >>> 5;
}

export function hasBit(bits: Bits, i: number): boolean {
  return ((bits[i >>> 5]! >>> (i & 31)) & 1) === 1;
}

export function addBit(bits: Bits, i: number): void {
  bits[i >>> 5]! |= 1 << (i & 31);
}

export function removeBit(bits: Bits, i: number): void {
  bits[i >>> 5]! &= ~(1 << (i & 31));
}

/** Adds `[from, to)`. */
export function addRange(bits: Bits, from: number, to: number): void {
  if (from >= to) return;
  const first = from >>> 5;
  const last = (to - 1) >>> 5;
  const head = -1 << (from & 31);
  const tail = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) {
    bits[first]! |= head & tail;
    return;
  }
  bits[first]! |= head;
  bits.fill(-1, first + 1, last);
  bits[last]! |= tail;
}

export function intersect(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w += 1) into[w]! &= other[w]!;
}

export function unite(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w += 1) into[w]! |= other[w]!;
}

/** Adds what two sets have in common. */
export function uniteCommon(into: Bits, one: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w += 1) into[w]! |= one[w]! & other[w]!;
}

export function subtract(into: Bits, other: Bits): void {
  for (let w = 0; w < into.length; w += 1) into[w]! &= ~other[w]!;
}

export function isEmpty(bits: Bits): boolean {
  // for...of would cost three times as much here.
  const { length } = bits;
  for (let w = 0; w < length; w += 1) if (bits[w] !== 0) return false;
  return true;
}

export function countBits(bits: Bits): number {
  let count = 0;
  const { length } = bits;
  for (let w = 0; w < length; w += 1) {
    const word = bits[w]!;
    if (word !== 0) count += onesIn(word);
  }
  return count;
}

/** How many members two sets have in common. */
export function countCommon(bits: Bits, other: Bits): number {
  let count = 0;
  for (let w = 0; w < bits.length; w += 1) {
    const word = bits[w]! & other[w]!;
    if (word !== 0) count += onesIn(word);
  }
  return count;
}

/** The first member that is not below `from`; -1 if there is none below `to`. */
export function nextBit(bits: Bits, from: number, to = bits.length << 5): number {
  if (from >= to) return -1;
  let w = from >>> 5;
  let word = bits[w]! & (-1 << (from & 31));
  const end = bitWords(to);
  while (word === 0) {
    w += 1;
    if (w >= end) return -1;
    word = bits[w]!;
  }
  const found = (w << 5) + lowestOne(word);
  return found < to ? found : -1;
}

/** Calls `visit` with each member, ascending. */
export function forEachBit(bits: Bits, visit: (i: number) => void): void {
  for (let w = 0; w < bits.length; w += 1) {
    for (let word = bits[w]!; word !== 0; word &= word - 1) visit((w << 5) + lowestOne(word));
  }
}

/** The place of the lowest bit that is set in a word. The word must not be 0. */
export function lowestOne(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** How many bits of a word are set (Hacker's Delight, figure 5-2). */
export function onesIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}
