import type { NumberList } from './number-list.ts';

const SPACE = 0x20;

/**
 * The seed and the odd multiplier of hashes. They differ from process to process, so that no file can have many chunks
 * with one hash: 16 thousand such chunks took seconds. Random numbers alone are not enough. Without the shift in each step,
 * a hash is a polynomial modulo 2^32, and some texts have the same value for every multiplier. The number of a chunk does
 * not depend on its hash.
 */
export const SEED = randomInteger();
const MULTIPLIER = randomInteger() | 1;

/**
 * Numbers the distinct chunks of texts. A chunk is what is between two spaces: a word, with the punctuation beside it.
 * What is computed of a chunk can then be kept in an array, and is computed once.
 *
 * A `Map` would need a string for each chunk. The chunks are hashed and compared within their texts instead.
 */
export class ChunkNumbers {
  /** The chunk of each number. */
  readonly chunks: string[] = [];
  /** The hash of the chunk of each number. */
  #hashes = new Int32Array(32);
  /** For each slot, the number of a chunk plus 1; 0 if the slot is empty. A chunk is in the first free slot from its hash on. */
  #slots = new Int32Array(64);

  /** Adds the numbers of the chunks of a text, which are those of `text.split(' ')`, to a list. */
  read(text: string, numbers: Pick<NumberList, 'push'>): void {
    const { length } = text;
    for (let start = 0, at = 0, hash = SEED; at <= length; at += 1) {
      const code = at < length ? text.charCodeAt(at) : SPACE;
      if (code !== SPACE) {
        hash = hashWith(hash, code);
        continue;
      }
      numbers.push(this.#numberOf(text, start, at, hash));
      start = at + 1;
      hash = SEED;
    }
  }

  #numberOf(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const number = slots[slot]! - 1;
      if (number < 0) break;
      if (this.#hashes[number] === hash && isAt(this.chunks[number]!, text, start, end)) return number;
    }
    const number = this.chunks.push(text.slice(start, end)) - 1;
    slots[slot] = number + 1;
    this.#hashes[number] = hash;
    if (this.chunks.length * 2 > mask) this.#grow();
    return number;
  }

  /** Doubles the slots, of which at most half are filled. */
  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const hashes = new Int32Array(this.#slots.length);
    hashes.set(this.#hashes);
    const mask = slots.length - 1;
    for (let number = 0; number < this.chunks.length; number += 1) {
      const hash = hashes[number]!;
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    this.#hashes = hashes;
  }
}

/** Whether a chunk equals the part `[start, end)` of a text. */
function isAt(chunk: string, text: string, start: number, end: number): boolean {
  if (chunk.length !== end - start) return false;
  for (let i = 0; i < chunk.length; i += 1) if (chunk.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

/** The hash of a text and one more code unit, from the hash of the text. That of the empty text is {@link SEED}. */
export function hashWith(hash: number, code: number): number {
  const product = Math.imul(hash ^ code, MULTIPLIER);
  return product ^ (product >>> 15);
}

function randomInteger(): number {
  return Math.floor(Math.random() * 2 ** 32) | 0;
}
