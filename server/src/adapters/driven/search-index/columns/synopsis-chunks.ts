import {
  capitalisedWords,
  namesOfWords,
  nameStem,
  nameTerms,
  type CapitalisedWord,
} from '../../../../domain/text/mentioned-names.ts';
import { ChunkNumbers } from '../structures/chunk-numbers.ts';
import { NumberList } from '../structures/number-list.ts';
import { rememberingSome } from '../../../../domain/text/remembering.ts';

/** An ordinal at the end of a chunk. It is a word of a name if a capital letter follows: "20th Century Fox". */
const ORDINAL = /\d(?:st|nd|rd|th)$/;
const CAPITAL = /^\p{Lu}/u;

/**
 * How many capitalised words are kept with their terms, while chunks are read. The real data has 45 thousand. A file of 10
 * MB can have two million, which would take 0.2 GB more.
 */
const KEPT_WORDS = 200_000;

/** The capitalised words of a chunk that may have some. */
type CapitalisedChunk = {
  readonly words: readonly CapitalisedWord<number>[];
  /** The words if a capital letter follows. Absent unless the chunk ends with an ordinal. */
  readonly beforeCapital: readonly CapitalisedWord<number>[] | undefined;
};

/**
 * The synopses of films as numbers of their chunks, one synopsis after the other. What is computed of a chunk is computed
 * once: the 1.8 million chunks of the real data are 0.1 million different ones.
 */
export class SynopsisChunks {
  /** The chunk of each number. */
  readonly chunks: readonly string[];
  readonly numbers: Uint32Array;
  /** For each film, where its chunks start among the numbers. One more entry marks the end. */
  readonly starts: Uint32Array;
  /** The stems of names; see {@link namesOf}. */
  readonly nameStems: string[] = [];
  readonly #films: readonly { readonly synopsis: string }[];
  readonly #stemNumbers = new Map<string, number>();
  readonly #lengths: Uint32Array;
  readonly #capitalised: readonly (CapitalisedChunk | undefined)[];

  constructor(films: readonly { readonly synopsis: string }[]) {
    this.#films = films;
    const known = new ChunkNumbers();
    const numbers = new NumberList();
    this.starts = new Uint32Array(films.length + 1);
    for (const [film, { synopsis }] of films.entries()) {
      known.read(synopsis, numbers);
      this.starts[film + 1] = numbers.length;
    }
    this.numbers = numbers.finish();
    this.chunks = known.chunks;
    this.#lengths = Uint32Array.from(this.chunks, ({ length }) => length);
    const termsOf = rememberingSome((word) => nameTerms(word, this.#stemOf), KEPT_WORDS);
    this.#capitalised = this.chunks.map((chunk) => {
      const words = capitalisedWords(chunk, termsOf);
      if (ORDINAL.test(chunk)) return { words, beforeCapital: capitalisedWords(`${chunk} A`, termsOf).slice(0, -1) };
      return words.length > 0 ? { words, beforeCapital: undefined } : undefined;
    });
  }

  /** The names that a film's synopsis mentions, each as places in {@link nameStems}; see {@link mentionedNames}. */
  namesOf(film: number): readonly number[][] {
    return namesOfWords(this.#films[film]!.synopsis, this.#capitalisedWordsOf(film), this.#stemOf);
  }

  #capitalisedWordsOf(film: number): readonly CapitalisedWord<number>[] {
    const words: CapitalisedWord<number>[] = [];
    const end = this.starts[film + 1]!;
    let chunkStart = 0;
    for (let at = this.starts[film]!; at < end; at += 1) {
      const number = this.numbers[at]!;
      const inChunk = this.#capitalised[number];
      if (inChunk) {
        const { beforeCapital } = inChunk;
        const isBeforeCapital = beforeCapital && at + 1 < end && CAPITAL.test(this.chunks[this.numbers[at + 1]!]!);
        for (const { start, end, terms } of isBeforeCapital ? beforeCapital : inChunk.words) {
          words.push({ start: chunkStart + start, end: chunkStart + end, terms });
        }
      }
      chunkStart += this.#lengths[number]! + 1;
    }
    return words;
  }

  readonly #stemOf = (term: string): number | undefined => {
    const stem = nameStem(term);
    if (stem === undefined) return undefined;
    let number = this.#stemNumbers.get(stem);
    if (number === undefined) {
      number = this.nameStems.push(stem) - 1;
      this.#stemNumbers.set(stem, number);
    }
    return number;
  };
}
