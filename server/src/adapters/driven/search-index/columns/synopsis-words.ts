import type { Synonyms } from '../../../../domain/text/synonyms.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import { NearStrings } from '../structures/near-strings.ts';
import { Offsets } from '../structures/offsets.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { ByteWriter, VarintReader } from '../structures/varint.ts';
import type { WordsOfFields } from './field-words.ts';
import type { SynopsisChunks } from './synopsis-chunks.ts';
import { FULL_WEIGHT, weighFilms } from './weigh-films.ts';

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

  static write(
    sections: SectionWriter,
    films: readonly { readonly synopsis: string }[],
    words: WordsOfFields,
    chunks: SynopsisChunks,
    synonyms: Synonyms,
  ): void {
    const { stems, postings } = weighFilms(films, words, chunks);
    SortedStrings.write(sections.within('stems'), stems);
    const bytes = new ByteWriter();
    const starts = Uint32Array.from(stems, (_, stem) => {
      const start = bytes.length;
      const [from, to] = [postings.starts[stem]!, postings.starts[stem + 1]!];
      bytes.varint(to - from);
      for (let i = from, before = 0; i < to; i += 1) {
        const film = postings.films[i]!;
        bytes.varint(film - before);
        bytes.byte(postings.weights[i]!);
        before = film;
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
