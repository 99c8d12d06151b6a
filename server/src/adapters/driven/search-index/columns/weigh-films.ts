import { SEARCHED_FIELDS, type SearchedField } from '../../../../domain/film-query.ts';
import { chunkTerms, stemOf, termsToStem } from '../../../../domain/text/stems.ts';
import type { FieldWords, WordsOfFields } from './field-words.ts';
import { DICTIONARIES, FIELDS, recordOf } from './fields.ts';
import { NumberList } from '../structures/number-list.ts';
import { packLists, type NumberLists } from '../structures/number-lists.ts';
import { TermNumbers, type SortedTerms } from '../structures/term-lists.ts';
import type { SynopsisChunks } from './synopsis-chunks.ts';

/** How much a stem in a field counts, compared with one occurrence in a synopsis of average length. */
const WEIGHTS: Readonly<Record<SearchedField, number>> = { title: 1, cast: 0.75, director: 1, genre: 0.2, year: 0.2 };

/**
 * BM25's b: with 0 the length of a synopsis has no effect, and with 1 the occurrences are divided by the length. It is
 * low, because an occurrence in a long synopsis says nearly as much as one in a short synopsis.
 */
const LENGTH_SHARE = 0.1;
/**
 * The mean number of stems of a synopsis in the Wikipedia data. It is a constant, so that an edit changes the score of
 * no other film.
 */
const AVERAGE_LENGTH = 32;
/** BM25's k1: a stem whose weights in a film add up to this has half of the highest saturation. */
const HALF_SATURATION = 0.3;

/**
 * The weight of a stem in a film is stored as one byte. This value stands for a film that has the stem infinitely
 * often.
 */
export const FULL_WEIGHT = 255;

/** The films of each stem, ascending, and the weight of the stem in each, from 1 to {@link FULL_WEIGHT}. */
type StemPostings = {
  readonly films: Uint32Array;
  readonly weights: Uint8Array;
  /** For each stem, where its films start. One more entry marks the end. */
  readonly starts: Uint32Array;
};

const NO_STEM = -1;
/** Above every weight. */
const STEM_UNIT = 256;
const STEM_SHIFT = 8;

/** Numbers stems. The stem of each word is computed once. */
class StemNumbers {
  readonly #numbers = new TermNumbers();
  /** The stem of each word; {@link NO_STEM} for a stop word. */
  readonly #ofWords = new Map<string, number>();

  /** The number of the stem of a word; {@link NO_STEM} for a stop word. */
  readonly ofWord = (word: string): number => {
    let number = this.#ofWords.get(word);
    if (number === undefined) {
      const stem = stemOf(word);
      number = stem === undefined ? NO_STEM : this.#numbers.of(stem);
      this.#ofWords.set(word, number);
    }
    return number;
  };

  /**
   * The stems of the words of many texts. Stop words have none.
   *
   * @param termsOf returns the words of a text
   */
  ofAll<Text>(texts: readonly Text[], termsOf: (text: Text, i: number) => readonly string[]): NumberLists {
    return packLists(texts, (text, i) =>
      termsOf(text, i)
        .map(this.ofWord)
        .filter((stem) => stem !== NO_STEM),
    );
  }

  sorted(): SortedTerms {
    return this.#numbers.sorted();
  }
}

/** The stems of all films, sorted, and the postings of each: BM25F with saturation. */
export function weighFilms(
  films: readonly { readonly synopsis: string }[],
  words: WordsOfFields,
  { chunks, numbers: chunksOfFilms, starts }: SynopsisChunks,
): { readonly stems: readonly string[]; readonly postings: StemPostings } {
  const numbers = new StemNumbers();
  const stemsOf = recordOf(DICTIONARIES, (dictionary) => stemsOfWords(words.terms[dictionary], numbers));
  const ofChunks = numbers.ofAll(chunks, chunkTerms);
  const hasStems = (film: number) => {
    for (let at = starts[film]!; at < starts[film + 1]!; at += 1) {
      const chunk = chunksOfFilms[at]!;
      if (ofChunks.starts[chunk]! < ofChunks.starts[chunk + 1]!) return true;
    }
    return false;
  };
  // A synopsis of symbols only is one word, although its chunks have none.
  const ofSymbols = numbers.ofAll(films, ({ synopsis }, film) => (hasStems(film) ? [] : termsToStem(synopsis)));
  const { terms: stems, order } = numbers.sorted();
  const weighing = new Weighing(stems.length);
  for (let film = 0; film < films.length; film += 1) {
    for (const field of SEARCHED_FIELDS) {
      weighing.addField(words.fields[field], film, stemsOf[FIELDS[field].dictionary], WEIGHTS[field]);
    }
    weighing.addSynopsis(ofChunks, chunksOfFilms, starts[film]!, starts[film + 1]!);
    weighing.addSynopsis(ofSymbols, [film], 0, 1);
    weighing.finishFilm();
  }
  return { stems, postings: weighing.postings(order) };
}

/** For each word of a dictionary, by its number, the number of its stem; {@link NO_STEM} for a stop word. */
function stemsOfWords({ terms, order }: SortedTerms, numbers: StemNumbers): Int32Array {
  const stems = new Int32Array(terms.length);
  for (const [place, word] of order.entries()) stems[word] = numbers.ofWord(terms[place]!);
  return stems;
}

/** Weighs the stems of films, one film after the other. */
class Weighing {
  /** For each stem, the sum for the film that is being added. */
  readonly #sums: Float64Array;
  /** For each stem, the last round in which it was counted. Each field of each film has a round. */
  readonly #rounds: Uint32Array;
  #round = 0;
  /** How many films have each stem. */
  readonly #counts: Uint32Array;
  #stemsOfFilm: number[] = [];
  /** All postings, film by film, each as stem * {@link STEM_UNIT} + weight. A second list took as long as this one. */
  readonly #postings = new NumberList();
  /** For each film, where its postings end. */
  readonly #ends = new NumberList();

  /** @param stems how many stems there are */
  constructor(stems: number) {
    this.#sums = new Float64Array(stems);
    this.#rounds = new Uint32Array(stems);
    this.#counts = new Uint32Array(stems);
  }

  /**
   * A field counts once for a stem, however often the field has it.
   *
   * @param stems the stem of each word
   */
  addField({ words: { starts, numbers }, ofFilms }: FieldWords, film: number, stems: Int32Array, weight: number): void {
    this.#round += 1;
    for (const value of ofFilms[film]!) {
      for (let at = starts[value]!; at < starts[value + 1]!; at += 1) {
        const stem = stems[numbers[at]!]!;
        if (stem === NO_STEM || this.#rounds[stem] === this.#round) continue;
        this.#rounds[stem] = this.#round;
        this.#add(stem, weight);
      }
    }
  }

  /** @param chunks those at the places `[from, to)` are the synopsis */
  addSynopsis({ starts, numbers }: NumberLists, chunks: ArrayLike<number>, from: number, to: number): void {
    let length = 0;
    for (let i = from; i < to; i += 1) length += starts[chunks[i]! + 1]! - starts[chunks[i]!]!;
    const weight = 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / AVERAGE_LENGTH);
    for (let i = from; i < to; i += 1) {
      const end = starts[chunks[i]! + 1]!;
      for (let at = starts[chunks[i]!]!; at < end; at += 1) this.#add(numbers[at]!, weight);
    }
  }

  /** Ends a film. The films are numbered in the order in which they end. */
  finishFilm(): void {
    for (const stem of this.#stemsOfFilm) {
      const sum = this.#sums[stem]!;
      const weight = Math.max(1, Math.round((FULL_WEIGHT * sum) / (sum + HALF_SATURATION)));
      this.#postings.push(stem * STEM_UNIT + weight);
      this.#counts[stem]! += 1;
      this.#sums[stem] = 0;
    }
    this.#ends.push(this.#postings.length);
    this.#stemsOfFilm = [];
  }

  /** The postings of the stems in this order. */
  postings(order: ArrayLike<number>): StemPostings {
    const starts = new Uint32Array(order.length + 1);
    /** For each stem, where its next film goes. */
    const ends = new Uint32Array(order.length);
    for (let place = 0; place < order.length; place += 1) {
      const stem = order[place]!;
      ends[stem] = starts[place]!;
      starts[place + 1] = starts[place]! + this.#counts[stem]!;
    }
    const all = this.#postings.finish();
    const endsOfFilms = this.#ends.finish();
    const films = new Uint32Array(all.length);
    const weights = new Uint8Array(all.length);
    for (let i = 0, film = 0; i < all.length; i += 1) {
      while (i >= endsOfFilms[film]!) film += 1;
      const posting = all[i]!;
      const at = ends[posting >>> STEM_SHIFT]!++;
      films[at] = film;
      weights[at] = posting & (STEM_UNIT - 1);
    }
    return { films, weights, starts };
  }

  #add(stem: number, weight: number): void {
    if (this.#sums[stem] === 0) this.#stemsOfFilm.push(stem);
    this.#sums[stem]! += weight;
  }
}
