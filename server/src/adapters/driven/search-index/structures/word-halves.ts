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
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;
  readonly #mask: number;

  /**
   * Takes 5 ms for the 42 thousand squashed titles. A snapshot would grow by 0.3 MB if it had the result.
   *
   * @param startOfLength for each length, the number of shorter words
   * @param letters the letters of all words, one word after the other, the shortest first
   */
  constructor(startOfLength: Uint32Array, letters: Uint8Array) {
    const words = startOfLength.at(-1)!;
    let buckets = 1;
    while (buckets < words) buckets *= 2;
    this.#mask = buckets - 1;
    const bucketOf = new Uint32Array(2 * words);
    const starts = new Uint32Array(buckets + 1);
    for (let place = 0, length = 0, at = 0; place < words; place += 1) {
      while (place >= startOfLength[length + 1]!) length += 1;
      for (const side of SIDES) {
        const bucket = (bucketOf[2 * place + side] = this.bucketOf(letters, length, length, side, at));
        starts[bucket + 1]! += 1;
      }
      at += length;
    }
    for (let bucket = 1; bucket <= buckets; bucket += 1) starts[bucket]! += starts[bucket - 1]!;
    const ends = starts.slice();
    this.#places = new Uint32Array(bucketOf.length);
    for (let i = 0; i < bucketOf.length; i += 1) this.#places[ends[bucketOf[i]!]!++] = i >>> 1;
    this.#starts = starts;
  }

  /**
   * The bucket of the words that have `length` letters and the same beginning, or the same end, as the given word.
   *
   * @param letters the letters of the given word, from the place `from` on
   * @param size how many letters it has: as many as `length`, or one more, or one fewer
   */
  bucketOf(letters: Uint8Array, size: number, length: number, side: Side, from = 0): number {
    const half = halfOf(length);
    return hashOf(letters, from + (side === BEGINNING ? 0 : size - half), half, length, side) & this.#mask;
  }

  /** Where the list of a bucket begins. It ends where that of the next bucket begins. */
  startOf(bucket: number): number {
    return this.#starts[bucket]!;
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
  return (length - 1) >> 1;
}

/** FNV-1a, with the length and the side in front of the letters. */
function hashOf(letters: Uint8Array, from: number, count: number, length: number, side: Side): number {
  let hash = Math.imul(0x811c9dc5 ^ (2 * length + side), 0x01000193);
  for (let i = from; i < from + count; i += 1) hash = Math.imul(hash ^ letters[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
