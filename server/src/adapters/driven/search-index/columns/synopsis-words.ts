import type { FilmSummary } from '../../../../domain/film.ts';
import { SEARCHED_FIELDS, type SearchedField } from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { stemOf, stemsAs } from '../../../../domain/text/stems.ts';
import type { Synonyms } from '../../../../domain/text/synonyms.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import { NearStrings } from '../structures/near-strings.ts';
import { Offsets } from '../structures/offsets.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { remembering } from '../structures/remembering.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { ByteWriter, VarintReader } from '../structures/varint.ts';
import { FIELDS, recordOf, valuesOf } from './fields.ts';

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
const FULL_WEIGHT = 255;

/** The parts of a film that are searched. */
type SearchedFilm = { readonly summary: FilmSummary; readonly synopsis: string };

/** A stem that may stand for another one, and how much it counts: above 0, and up to 1. */
export type Neighbour = { readonly stem: string; readonly weight: number };

/** For each word, the stems that may stand for it, with their weights. Also the sum of the weights of all words. */
type WeighedWords = {
  readonly words: readonly {
    readonly standIns: readonly { readonly stem: string; readonly weight: number }[];
    readonly isRequired: boolean;
  }[];
  readonly weight: number;
};

/**
 * The stems of synopses, titles, names, genres and years, each with the films that have it.
 *
 *     stems        the stems, sorted
 *     films        for each stem | number of films | gap, weight | gap, weight | ...      (varints; the weight is a byte)
 *     starts       where the films of each stem begin
 *     near         the stems once more, for words with typos
 *     synonyms     the stems that have neighbours, sorted; some of these stems are in no film
 *     neighbours   for each of these | number | place in stems, weight | ...               (encoded as in `films`)
 */
export class SynopsisWords {
  readonly #stems: SortedStrings;
  readonly #films: VarintReader;
  readonly #starts: Offsets;
  readonly #near: NearStrings;
  readonly #synonyms: SortedStrings;
  readonly #neighbours: VarintReader;
  readonly #neighbourStarts: Offsets;
  /** The films to which {@link scores} gave a score, in no particular order. */
  readonly scored: number[] = [];
  readonly #scores: Float64Array;
  readonly #best: Float64Array;
  /** How many of the required words of the last call of {@link scores} each film has. */
  readonly counts: Uint8Array;

  /** @param films how many films the segment has */
  constructor(sections: SectionReader, films: number) {
    this.#scores = new Float64Array(films);
    this.#best = new Float64Array(films);
    this.counts = new Uint8Array(films);
    this.#stems = new SortedStrings(sections.within('stems'));
    this.#films = new VarintReader(sections.u8('films'));
    this.#starts = new Offsets(sections.within('starts'));
    this.#near = new NearStrings(sections.within('near'));
    this.#synonyms = new SortedStrings(sections.within('synonyms'));
    this.#neighbours = new VarintReader(sections.u8('neighbours'));
    this.#neighbourStarts = new Offsets(sections.within('neighbourStarts'));
  }

  static write(sections: SectionWriter, films: readonly SearchedFilm[], synonyms: Synonyms): void {
    const weighing = new Weighing();
    for (const [film, searched] of films.entries()) weighing.add(film, searched);
    const { postings } = weighing;
    const stems = [...postings.keys()].sort();
    SortedStrings.write(sections.within('stems'), stems);
    const bytes = new ByteWriter();
    const starts = Uint32Array.from(stems, (stem) => {
      const start = bytes.length;
      const { films: list, weights } = postings.get(stem)!;
      bytes.varint(list.length);
      for (let i = 0, before = 0; i < list.length; i += 1) {
        bytes.varint(list[i]! - before);
        bytes.byte(weights[i]!);
        before = list[i]!;
      }
      return start;
    });
    sections.add('films', bytes.finish());
    Offsets.write(sections.within('starts'), starts);
    NearStrings.write(sections.within('near'), stems);
    writeNeighbours(sections, stems, synonyms);
  }

  /** How many films have a stem. */
  countOf(stem: string): number {
    const place = this.#stems.find(stem);
    if (place < 0) return 0;
    this.#films.at = this.#starts.at(place);
    return this.#films.next();
  }

  /**
   * The stems that are nearest to a stem: those with the fewest typos, if these are at most `mostEdits`. All of them
   * have the same number of typos. Those with the most films come first.
   */
  stemsNear(stem: string, mostEdits: number): { readonly stems: readonly string[]; readonly edits: number } {
    let edits = mostEdits;
    let places: number[] = [];
    const wordsOf = (place: number) => [this.#stems.at(place)];
    this.#near.find(stem, mostEdits, wordsOf, (place, found) => {
      if (found < edits) places = [];
      edits = Math.min(edits, found);
      if (found === edits) places.push(place);
    });
    const found = places.sort((a, b) => a - b).map((place) => this.#stems.at(place));
    const counts = new Map(found.map((one) => [one, this.countOf(one)]));
    return { stems: found.sort((a, b) => counts.get(b)! - counts.get(a)!), edits };
  }

  /** The films that have a stem, ascending. */
  filmsWith(stem: string): number[] {
    const place = this.#stems.find(stem);
    if (place < 0) return [];
    const reader = this.#films;
    reader.at = this.#starts.at(place);
    let film = 0;
    return Array.from({ length: reader.next() }, () => {
      film += reader.next();
      reader.at += 1;
      return film;
    });
  }

  /**
   * The score of each film, from 0 to 1: its share of the weight of all words. For each word, the best of the stems
   * that may stand for it counts. The scores are valid until the next call.
   *
   * @param among only these films get scores; all by default
   */
  scores({ words, weight: ofAll }: WeighedWords, among?: Bits): Float64Array {
    for (const film of this.scored) this.#scores[film] = this.counts[film] = 0;
    this.scored.length = 0;
    const withWord: number[] = [];
    for (const { standIns, isRequired } of words) {
      for (const { stem, weight } of standIns) this.#raiseBest(stem, weight / ofAll, withWord, among);
      for (const film of withWord) {
        if (this.#scores[film] === 0) this.scored.push(film);
        this.#scores[film]! += this.#best[film]!;
        if (isRequired) this.counts[film]! += 1;
        this.#best[film] = 0;
      }
      withWord.length = 0;
    }
    return this.#scores;
  }

  /**
   * Raises the best value of each film that has a stem to the weight of the stem in this film, unless the value is
   * already higher. Lists the films that had no value yet.
   */
  #raiseBest(stem: string, weight: number, withWord: number[], among: Bits | undefined): void {
    const place = this.#stems.find(stem);
    if (place < 0) return;
    const best = this.#best;
    const reader = this.#films;
    const { bytes } = reader;
    reader.at = this.#starts.at(place);
    let film = 0;
    for (let left = reader.next(); left > 0; left -= 1) {
      film += reader.next();
      const ofFilm = bytes[reader.at++]!;
      if (among && !hasBit(among, film)) continue;
      const value = (weight * ofFilm) / FULL_WEIGHT;
      const before = best[film]!;
      if (before === 0) withWord.push(film);
      if (value > before) best[film] = value;
    }
  }

  /** The stems that may stand for a stem, the nearest first. */
  neighboursOf(stem: string): Neighbour[] {
    const place = this.#synonyms.find(stem);
    if (place < 0) return [];
    const reader = this.#neighbours;
    reader.at = this.#neighbourStarts.at(place);
    return Array.from({ length: reader.next() }, () => {
      const neighbour = this.#stems.at(reader.next());
      return { stem: neighbour, weight: reader.bytes[reader.at++]! / FULL_WEIGHT };
    });
  }
}

/** Writes the neighbours that are stems of films. */
function writeNeighbours(sections: SectionWriter, stems: readonly string[], synonyms: Synonyms): void {
  const places = new Map(stems.map((stem, place) => [stem, place]));
  const known = [...synonyms].map(([stem, all]) => ({ stem, near: all.filter((one) => places.has(one.stem)) }));
  const sources = known.filter(({ near }) => near.length > 0).sort((a, b) => (a.stem < b.stem ? -1 : 1));
  const bytes = new ByteWriter();
  const starts = Uint32Array.from(sources, ({ near }) => {
    const start = bytes.length;
    bytes.varint(near.length);
    for (const neighbour of near) {
      bytes.varint(places.get(neighbour.stem)!);
      bytes.byte(Math.round(neighbour.weight * FULL_WEIGHT));
    }
    return start;
  });
  SortedStrings.write(
    sections.within('synonyms'),
    sources.map(({ stem }) => stem),
  );
  sections.add('neighbours', bytes.finish());
  Offsets.write(sections.within('neighbourStarts'), starts);
}

/**
 * Weighs the stems of films. The stem of a word, and the stems of a name, genre or year, are computed once, however many
 * films have it. This halves the time of a build. Titles hardly repeat, so only their words are remembered.
 */
class Weighing {
  readonly postings = new Map<string, StemPostings>();
  #round = 0;
  readonly #ofWord = remembering((term) => {
    const stem = stemOf(term);
    return stem === undefined ? undefined : this.#postingsOf(stem);
  });
  readonly #ofValue = recordOf(SEARCHED_FIELDS, (field) => {
    const compute = (value: string) =>
      FIELDS[field].tokensOf(value, tokenize(value)).flatMap(({ term }) => this.#ofWord(term) ?? []);
    return field === 'title' ? compute : remembering(compute);
  });

  /** Adds a film to the postings of its stems, each with a weight from 1 to {@link FULL_WEIGHT}: BM25F with saturation. */
  add(film: number, { summary, synopsis }: SearchedFilm): void {
    const stemsOfFilm: StemPostings[] = [];
    const addWeight = (stem: StemPostings, weight: number) => {
      if (stem.sum === 0) stemsOfFilm.push(stem);
      stem.sum += weight;
    };
    for (const field of SEARCHED_FIELDS) {
      // A field counts once for a stem, however often the field has it.
      this.#round += 1;
      for (const value of valuesOf(summary, field)) {
        for (const stem of this.#ofValue[field](value)) {
          if (stem.round === this.#round) continue;
          stem.round = this.#round;
          addWeight(stem, WEIGHTS[field]);
        }
      }
    }
    const stems = stemsAs(synopsis, this.#ofWord);
    const weight = 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * stems.length) / AVERAGE_LENGTH);
    for (const stem of stems) addWeight(stem, weight);
    for (const stem of stemsOfFilm) {
      stem.films.push(film);
      stem.weights.push(Math.max(1, Math.round((FULL_WEIGHT * stem.sum) / (stem.sum + HALF_SATURATION))));
      stem.sum = 0;
    }
  }

  #postingsOf(stem: string): StemPostings {
    let known = this.postings.get(stem);
    if (!known) {
      known = { films: [], weights: [], sum: 0, round: 0 };
      this.postings.set(stem, known);
    }
    return known;
  }
}

/** The films that have a stem, ascending, and its weight in each. */
type StemPostings = {
  readonly films: number[];
  readonly weights: number[];
  /** The sum for the film that is being added. 0 if this film has not had the stem so far. */
  sum: number;
  /** The last round in which the stem was counted. Each field of each film has a round. */
  round: number;
};
