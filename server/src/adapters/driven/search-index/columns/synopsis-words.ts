import type { Synonyms } from '../../../../domain/text/synonyms.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import { NearStrings } from '../structures/near-strings.ts';
import { Offsets } from '../structures/offsets.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { ByteWriter, VarintReader } from '../structures/varint.ts';
import type { WordsOfFields } from './field-words.ts';
import type { SynopsisChunks } from './synopsis-chunks.ts';
import { END, ScoredBlock, type OpenWord } from './scored-block.ts';
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

/** Which films need a score. */
type WantedScores = {
  /** If present, all of these films get scores, and no others. */
  readonly among?: Bits | undefined;
  /** The films that are current. If `among` is absent, only they get scores, if they have a required word. */
  readonly live: Bits;
  /** The lowest score that a film needs, if this is the best score so far. Films below it may be left out. */
  readonly leastFor: (best: number) => number;
};

/** How many films are scored together. What is known of them takes 90 kB, which fits into the cache of a core. */
const BLOCK = 4_096;

/** More than what sums of weights lose by rounding. */
const ROUNDING = 1e-9;

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
  /** The films to which {@link scores} gave a score. Only the first {@link #scoredCount} entries count. */
  readonly #scored: Uint32Array;
  #scoredCount = 0;
  readonly #scores: Float64Array;
  readonly #block: ScoredBlock;
  /** The highest of the scores of current films that have a required word, from 0 to 1. */
  bestScore = 0;
  /** Whether any current film has all required words. */
  hasAllWords = false;

  /**
   * @param films how many films the segment has
   * @param block how many films are scored together
   */
  constructor(sections: SectionReader, films: number, block = BLOCK) {
    this.#scored = new Uint32Array(films);
    this.#scores = new Float64Array(films);
    this.#block = new ScoredBlock(Math.max(1, Math.min(films, block)));
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

  /** The films to which {@link scores} gave a score, in no particular order. */
  get scored(): Uint32Array {
    return this.#scored.subarray(0, this.#scoredCount);
  }

  /**
   * The score of each film, from 0 to 1: its share of the weight of all words. For each word, the best of the stems
   * that may stand for it counts. The scores are valid until the next call.
   *
   * The lists of all stems are read together, block by block. What is known of the films of a block fits into the cache of
   * the processor. For a million films it would not, and each step would wait for the memory. Within a block, the words
   * that weigh most come first: they are the rarest ones. As soon as all other words together weigh too little, films that
   * have none of the first words are left out.
   *
   * @param wanted which films need a score
   */
  scores({ words, weight: ofAll }: WeighedWords, wanted: WantedScores): Float64Array {
    for (const film of this.scored) this.#scores[film] = 0;
    this.#scoredCount = 0;
    this.bestScore = 0;
    this.hasAllWords = false;
    const open = words
      .map(({ standIns, isRequired }) => this.#open(standIns, isRequired, ofAll))
      .sort((a, b) => b.most - a.most);
    const required = open.filter(({ isRequired }) => isRequired).length;
    for (;;) {
      const next = open.reduce(
        (first, { lists }) => lists.reduce((least, { film }) => Math.min(least, film), first),
        END,
      );
      if (next === END) return this.#scores;
      const start = next - (next % this.#block.size);
      this.#scoreBlock(open, start, wanted);
      this.#keepBlock(start, required, wanted);
    }
  }

  /** Opens the lists of the stems that may stand for a word, those that weigh most first. */
  #open(standIns: WeighedWords['words'][number]['standIns'], isRequired: boolean, ofAll: number): OpenWord {
    const reader = this.#films;
    const lists = standIns.flatMap(({ stem, weight }) => {
      const place = this.#stems.find(stem);
      if (place < 0) return [];
      reader.at = this.#starts.at(place);
      const left = reader.next();
      return { weight: weight / ofAll, left, film: reader.next(), at: reader.at };
    });
    lists.sort((a, b) => b.weight - a.weight);
    return { lists, isRequired, most: lists[0]?.weight ?? 0 };
  }

  /** Scores the films of a block. */
  #scoreBlock(words: readonly OpenWord[], start: number, { among, leastFor }: WantedScores): void {
    const block = this.#block;
    const least = leastFor(this.bestScore) - ROUNDING;
    let left = words.reduce((sum, { most }) => sum + most, 0);
    let mayLeaveOut = false;
    for (const { lists, isRequired, most } of words) {
      left -= most;
      for (const list of lists) {
        const areKnown = mayLeaveOut && list.weight + left < least;
        if (list.film < start + block.size) block.raise(list, this.#films, start, among, areKnown);
      }
      block.add(isRequired);
      // A film that has all required words has the first of them, and must not be left out.
      mayLeaveOut ||= isRequired;
    }
  }

  /** Keeps the scores of a block that are high enough so far. */
  #keepBlock(start: number, required: number, { among, live, leastFor }: WantedScores): void {
    const least = leastFor(this.bestScore) - ROUNDING;
    this.#block.empty((i, score, count) => {
      const film = start + i;
      if (!among) {
        if (!hasBit(live, film)) return;
        if (count === required) this.hasAllWords = true;
        if (count === 0 || score < least) return;
        if (score > this.bestScore) this.bestScore = score;
      }
      this.#scores[film] = score;
      this.#scored[this.#scoredCount++] = film;
    });
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
  const places = new Map<string, number>();
  for (const [place, stem] of stems.entries()) places.set(stem, place);
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
