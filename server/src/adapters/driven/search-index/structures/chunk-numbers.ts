import type { NumberList } from './number-list.ts';

const SPACE = 0x20;

/**
 * Odd, and another one in each process. With a multiplier that is known, a file can have any number of chunks with one
 * hash: with 31, "Aa" and "BB" have the same, and 20,000 chunks made of these two took 4 s. No number depends on it.
 */
const MULTIPLIER = (Math.floor(Math.random() * 2 ** 29) << 3) + 5;

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
    for (let start = 0, at = 0, hash = 0; at <= length; at += 1) {
      const code = at < length ? text.charCodeAt(at) : SPACE;
      if (code !== SPACE) {
        hash = (Math.imul(hash, MULTIPLIER) + code) | 0;
        continue;
      }
      numbers.push(this.#numberOf(text, start, at, hash));
      start = at + 1;
      hash = 0;
    }
  }

  #numberOf(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
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
      let slot = spread(hash) & mask;
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

/**
 * The slot from which a chunk is looked for, before it is cut to the number of slots. Chunks such as "1a", "1b" and "1c" have
 * neighbouring hashes. In neighbouring slots, 2 MB of them took 67 s, because each search passed all the others.
 */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
