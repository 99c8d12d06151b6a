import { capitalisedWords, nameTerms, type CapitalisedWord } from '../../../../domain/text/mentioned-names.ts';
import { ChunkNumbers } from '../structures/chunk-numbers.ts';
import { remembering } from '../structures/remembering.ts';

/** An ordinal at the end of a chunk. It is a word of a name if a capital letter follows: "20th Century Fox". */
const ORDINAL = /\d(?:st|nd|rd|th)$/;
const CAPITAL = /^\p{Lu}/u;

/** The capitalised words of a chunk that may have some. */
type CapitalisedChunk = {
  readonly words: readonly CapitalisedWord[];
  /** The words if a capital letter follows. Absent unless the chunk ends with an ordinal. */
  readonly beforeCapital: readonly CapitalisedWord[] | undefined;
};

/**
 * The synopses of films as numbers of their chunks, one synopsis after the other. What is computed of a chunk is computed
 * once: the 1.8 million chunks of the real data are 0.1 million different ones.
 */
export class SynopsisChunks {
  /** The chunk of each number. */
  readonly chunks: readonly string[];
  readonly numbers: readonly number[];
  /** For each film, where its chunks start among the numbers. One more entry marks the end. */
  readonly starts: Uint32Array;
  readonly #lengths: Uint32Array;
  readonly #capitalised: readonly (CapitalisedChunk | undefined)[];

  constructor(films: readonly { readonly synopsis: string }[]) {
    const known = new ChunkNumbers();
    const numbers: number[] = [];
    this.starts = new Uint32Array(films.length + 1);
    for (const [film, { synopsis }] of films.entries()) {
      known.read(synopsis, numbers);
      this.starts[film + 1] = numbers.length;
    }
    this.numbers = numbers;
    this.chunks = known.chunks;
    this.#lengths = Uint32Array.from(this.chunks, ({ length }) => length);
    const termsOf = remembering(nameTerms);
    this.#capitalised = this.chunks.map((chunk) => {
      const words = capitalisedWords(chunk, termsOf);
      if (ORDINAL.test(chunk)) return { words, beforeCapital: capitalisedWords(`${chunk} A`, termsOf).slice(0, -1) };
      return words.length > 0 ? { words, beforeCapital: undefined } : undefined;
    });
  }

  /** The {@link capitalisedWords} of a film's synopsis. */
  capitalisedWordsOf(film: number): readonly CapitalisedWord[] {
    const words: CapitalisedWord[] = [];
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
}
