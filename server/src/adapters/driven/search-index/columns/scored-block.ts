import { hasBit, type Bits } from '../structures/bits.ts';
import type { VarintReader } from '../structures/varint.ts';
import { FULL_WEIGHT } from './weigh-films.ts';

/** Above the number of every film. */
export const END = 2 ** 30;

/** The films of a stem, from the next one on. */
type OpenList = {
  readonly weight: number;
  /** How many films are left, the next one included. */
  left: number;
  /** The next film, or {@link END}. */
  film: number;
  /** Where the weight of the stem in the next film is. */
  at: number;
};

/** A word, with the lists of the stems that may stand for it. `most` is the highest weight of a list. */
export type OpenWord = { readonly lists: readonly OpenList[]; readonly isRequired: boolean; readonly most: number };

/** The scores of neighbouring films, word by word. Films are known by their places in the block. */
export class ScoredBlock {
  /** How many films a block has. */
  readonly size: number;
  readonly #scores: Float64Array;
  /** How many of the required words each film has. */
  readonly #counts: Uint8Array;
  /** For each film, the best value of the current word. */
  readonly #best: Float64Array;
  /** The films that have the current word, and those that have any. */
  readonly #withWord: Uint16Array;
  #found = 0;
  readonly #scored: Uint16Array;
  #scoredCount = 0;

  constructor(size: number) {
    this.size = size;
    this.#scores = new Float64Array(size);
    this.#counts = new Uint8Array(size);
    this.#best = new Float64Array(size);
    this.#withWord = new Uint16Array(size);
    this.#scored = new Uint16Array(size);
  }

  /**
   * Reads a list to the end of the block. Raises the best value of each film to the weight of the stem in this film,
   * unless the value is already higher.
   *
   * @param start the first film of the block
   * @param among if present, only these films
   * @param areKnown only films that have a score or a value already
   */
  raise(list: OpenList, reader: VarintReader, start: number, among: Bits | undefined, areKnown: boolean): void {
    const best = this.#best;
    const scores = this.#scores;
    const withWord = this.#withWord;
    const { weight } = list;
    const { bytes } = reader;
    let { film, at, left } = list;
    for (const end = start + this.size; film < end;) {
      const i = film - start;
      const before = best[i]!;
      if ((!areKnown || before !== 0 || scores[i] !== 0) && (!among || hasBit(among, film))) {
        const value = (weight * bytes[at]!) / FULL_WEIGHT;
        if (before === 0) withWord[this.#found++] = i;
        if (value > before) best[i] = value;
      }
      at += 1;
      left -= 1;
      if (left === 0) {
        film = END;
        break;
      }
      // Nearly all gaps take one byte. A call for each would double the time.
      let gap = bytes[at++]!;
      if (gap >= 0x80) {
        reader.at = at - 1;
        gap = reader.next();
        ({ at } = reader);
      }
      film += gap;
    }
    list.film = film;
    list.at = at;
    list.left = left;
  }

  /** Ends a word: adds the best values to the scores. */
  add(isRequired: boolean): void {
    const best = this.#best;
    const scores = this.#scores;
    for (let at = 0; at < this.#found; at += 1) {
      const i = this.#withWord[at]!;
      if (scores[i] === 0) this.#scored[this.#scoredCount++] = i;
      scores[i]! += best[i]!;
      best[i] = 0;
      if (isRequired) this.#counts[i]! += 1;
    }
    this.#found = 0;
  }

  /** Calls `visit` with each film that has a score, in no particular order, and empties the block. */
  empty(visit: (i: number, score: number, count: number) => void): void {
    for (let at = 0; at < this.#scoredCount; at += 1) {
      const i = this.#scored[at]!;
      visit(i, this.#scores[i]!, this.#counts[i]!);
      this.#scores[i] = 0;
      this.#counts[i] = 0;
    }
    this.#scoredCount = 0;
  }
}
