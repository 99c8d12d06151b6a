import { Offsets } from './offsets.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from './packed-numbers.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

export const BEGINNING = 0;
const END = 1;
export const SIDES = [BEGINNING, END] as const;
type Side = (typeof SIDES)[number];

/**
 * Finds the words that may be one edit away from a given word. An edit changes one letter or two neighbouring ones, so
 * it leaves the beginning or the end of a word as it was. Each word is therefore listed twice: by its beginning and by
 * its end, each a letter or two shorter than half of the word, and each together with the length of the word.
 *
 *     "casablanca"    10 letters, beginning "casa"      10 letters, end "anca"
 *
 *     starts    where the list of each bucket begins     a bucket is a hash of length, side and letters
 *     places    the places of words, bucket by bucket    other words may share the bucket
 */
export class WordHalves {
  readonly #starts: Offsets;
  readonly #places: PackedNumbers;
  readonly #mask: number;

  constructor(sections: SectionReader) {
    this.#starts = new Offsets(sections);
    this.#places = readNumbers(sections, 'places');
    this.#mask = this.#starts.length - 2;
  }

  /**
   * @param lengths the number of letters of each word
   * @param letters the letters of all words, one word after the other
   */
  static write(sections: SectionWriter, lengths: ArrayLike<number>, letters: Uint8Array): void {
    let buckets = 1;
    while (buckets < lengths.length) buckets *= 2;
    const bucketOf = new Uint32Array(2 * lengths.length);
    const starts = new Uint32Array(buckets + 1);
    for (let place = 0, at = 0; place < lengths.length; place += 1) {
      const length = lengths[place]!;
      const half = halfOf(length);
      const first = hashOf(letters, at, half, length, BEGINNING) & (buckets - 1);
      const second = hashOf(letters, at + length - half, half, length, END) & (buckets - 1);
      bucketOf[2 * place] = first;
      bucketOf[2 * place + 1] = second;
      starts[first + 1]! += 1;
      starts[second + 1]! += 1;
      at += length;
    }
    for (let bucket = 1; bucket <= buckets; bucket += 1) starts[bucket]! += starts[bucket - 1]!;
    const ends = starts.slice();
    const places = new Uint32Array(bucketOf.length);
    for (let i = 0; i < bucketOf.length; i += 1) places[ends[bucketOf[i]!]!++] = i >>> 1;
    Offsets.write(sections, starts);
    writeNumbers(sections, 'places', places);
  }

  /**
   * The bucket of the words that have `length` letters and the same beginning, or the same end, as the given word.
   *
   * @param letters the letters of the given word, from the first place on
   * @param size how many letters it has: as many as `length`, or one more, or one fewer
   */
  bucketOf(letters: Uint8Array, size: number, length: number, side: Side): number {
    const half = halfOf(length);
    return hashOf(letters, side === BEGINNING ? 0 : size - half, half, length, side) & this.#mask;
  }

  /** Where the list of a bucket begins. It ends where that of the next bucket begins. */
  startOf(bucket: number): number {
    return this.#starts.at(bucket);
  }

  /** The place of a word in a list. */
  at(i: number): number {
    return this.#places[i]!;
  }
}

/**
 * How many letters of the beginning, and how many of the end, are compared. Between the two there is at least one letter.
 * So if two neighbouring letters are swapped, they are not in both the beginning and the end.
 */
export function halfOf(length: number): number {
  return (length - 1) >>> 1;
}

/** FNV-1a, with the length and the side in front of the letters. */
function hashOf(letters: Uint8Array, from: number, count: number, length: number, side: Side): number {
  let hash = Math.imul(0x811c9dc5 ^ (2 * length + side), 0x01000193);
  for (let i = from; i < from + count; i += 1) hash = Math.imul(hash ^ letters[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
