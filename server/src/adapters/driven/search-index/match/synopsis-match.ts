import type { MatchedWord } from '../../../../domain/film-query.ts';
import { allowedTypos, MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { SynopsisWords } from '../columns/synopsis-words.ts';
import { typedStemOf } from '../columns/typed-stems.ts';
import type { Segment } from '../store/segment.ts';
import { addBit, hasBit, type Bits } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import type { KnownTerms } from './known-terms.ts';
import { rankNumber } from './ranks.ts';

/** How much a neighbour (a synonym) counts, compared with the stem itself, if the cosine of the two is 1. */
const NEIGHBOUR_SHARE = 0.7;
/** How much a stem counts if it is 0, 1 or 2 typos away from the word. */
const TYPO_SHARES = [1, 0.9, 0.7] as const;
/** The maximum number of stems that may stand for a word with typos. */
const MOST_MEANT = 3;
/** How much the fame of the best-known film adds to a score. */
const FAME_SHARE = 0.5;
/** The exponent of the inverse document frequency. Because it is above 1, rare stems weigh more than without it. */
const RARITY = 1.2;
/** The highest score with fame. */
const MAX_SCORE = 1 + FAME_SHARE;
const MAX_DETAIL = 2 ** 16 - 1;
const MAX_FAME = 255;

/** A stem that stands for a word of the text, with the weight of that word if a film has the stem infinitely often. */
type StandIn = {
  readonly stem: string;
  readonly weight: number;
  readonly how: 'stem' | 'synonym' | 'joined' | 'typo';
  /** How many typos the word has, if any. */
  readonly edits?: number;
};

/**
 * A word of the text as a stem, and the stems that may stand for it. Of those that a film has, the best one counts. A
 * year at the end of the text is not required: it adds to scores, but finds no film.
 */
type StemmedWord = { readonly stem: string; readonly standIns: readonly StandIn[]; readonly isRequired: boolean };

/** The words of a text as stems. */
export type SynopsisQuery = {
  readonly words: readonly StemmedWord[];
  /** The sum of the weights of all words. */
  readonly weight: number;
  /** Whether no required word was left out. */
  readonly isComplete: boolean;
};

/**
 * The stems of a text, weighed by inverse document frequency. The frequencies are those of the snapshot, so that an edit
 * moves no other film. Words that no film has are left out.
 *
 * @param base the segment of the snapshot
 * @returns `undefined` if no word is left
 */
export function synopsisQuery(base: Segment, text: TypedText, known: KnownTerms): SynopsisQuery | undefined {
  const { synopses } = base;
  if (!synopses) return undefined;
  const [{ terms }] = text.readings;
  const stems = terms.map(typedStemOf);
  const idf = (stem: string) => inverseFrequency(synopses.countOf(stem), base.size);
  const required = new Set(text.words.map(({ term }) => typedStemOf(term)));
  const words: StemmedWord[] = [];
  let isComplete = true;
  for (const [i, stem] of stems.entries()) {
    if (stem === undefined || stems.indexOf(stem) < i) continue;
    const own = known.hasStem(i) ? idf(stem) : Infinity;
    const standIns: StandIn[] = known.hasStem(i) ? [{ stem, weight: own, how: 'stem' }] : [];
    for (const { stem: neighbour, weight: cosine } of synopses.neighboursOf(stem)) {
      const weight = NEIGHBOUR_SHARE * cosine * Math.min(own, idf(neighbour));
      standIns.push({ stem: neighbour, weight, how: 'synonym' });
    }
    // "stock broker" is also "stockbroker", which then stands for each of the two words.
    for (const first of [i - 1, i].filter((term) => known.hasJoined(term))) {
      const joined = typedStemOf(`${terms[first]!}${terms[first + 1] ?? ''}`);
      // A stop word has no stem. Only a forged cursor says that films have one: "ov er".
      if (joined === undefined) continue;
      standIns.push({ stem: joined, weight: Math.min(own, idf(joined)), how: 'joined' });
    }
    const mayHaveTypo = (standIns.length === 0 && text.words.length > 1) || !known.isKnown(terms[i]!);
    if (mayHaveTypo && i < MAX_MISSPELT_WORDS) standIns.push(...misspelt(synopses, terms[i]!, stem, idf));
    const isRequired = required.has(stem);
    if (standIns.length > 0) words.push({ stem, standIns, isRequired });
    else isComplete &&= !isRequired;
  }
  const weight = words.reduce((sum, { standIns }) => sum + Math.max(...standIns.map((one) => one.weight)), 0);
  return words.length > 0 ? { words, weight, isComplete } : undefined;
}

/** The stems that may be meant by a word that probably has a typo: those with the fewest typos. */
function misspelt(synopses: SynopsisWords, term: string, stem: string, idf: (stem: string) => number): StandIn[] {
  const mostEdits = allowedTypos(term);
  if (mostEdits === 0) return [];
  const { stems, edits } = synopses.stemsNear(stem, mostEdits);
  const typo = { how: 'typo', ...(edits > 0 && { edits }) } as const;
  return stems.slice(0, MOST_MEANT).map((meant) => ({
    stem: meant,
    weight: TYPO_SHARES[edits]! * idf(meant),
    ...typo,
  }));
}

/** The distinct stems that stand for any word of the text. */
export function stemsIn({ words }: SynopsisQuery): readonly string[] {
  return [...new Set(words.flatMap(({ standIns }) => standIns.map(({ stem }) => stem)))];
}

function inverseFrequency(filmsWith: number, films: number): number {
  return Math.log(1 + (films - filmsWith + 0.5) / (filmsWith + 0.5)) ** RARITY;
}

/** A film matches if its score is at least this share of the best score. */
const SHARE_OF_BEST = 0.4;
/** How many units a score of 1 has. Scores are compared as integer numbers of units, so that a cursor can hold one. */
const SCORE_UNITS = 10_000;

/** The lowest score with which a film matches, in {@link SCORE_UNITS}. 0 if no film has any word. */
export function leastScore(matches: readonly SynopsisMatch[]): number {
  return leastFrom(matches.reduce((most, match) => Math.max(most, match.best), 0));
}

function leastFrom(best: number): number {
  return best === 0 ? 0 : Math.max(1, Math.floor(SHARE_OF_BEST * best * SCORE_UNITS));
}

/** Which films are wanted; see {@link SynopsisMatch}. */
type WantedFilms = { readonly mentions?: Bits | undefined; readonly least?: number | undefined };

/** How well the words of a text match the films of one segment, in their fields and synopses together. */
export class SynopsisMatch {
  readonly #segment: Segment;
  readonly #scores: Float64Array;
  readonly #scored: Uint32Array;
  readonly #query: SynopsisQuery;
  /** The rule of the films that get no better rule from their fields. */
  readonly rule: 'synopsis' | 'name-in-synopsis';
  #films: Bits | undefined;
  /**
   * The films of each stem that was looked up. They are kept, because explanations look up the same stem for every
   * film.
   */
  readonly #filmsOfStems = new Map<string, ReadonlySet<number>>();

  /**
   * @param wanted `mentions`: the films that mention a name, which scores only order. If absent, {@link filmsFrom} finds
   * the films by their scores; `least`: the lowest score that it will be given, if that is known
   */
  constructor(segment: Segment, query: SynopsisQuery, { mentions, least }: WantedFilms = {}) {
    this.#segment = segment;
    this.#films = mentions;
    this.rule = mentions ? 'name-in-synopsis' : 'synopsis';
    this.#query = query;
    const { synopses } = segment;
    const leastFor = (best: number) => (mentions ? 0 : (least ?? leastFrom(best)) / SCORE_UNITS);
    const wanted = { among: mentions, live: segment.live, leastFor };
    this.#scores = synopses ? synopses.scores(query, wanted) : new Float64Array(0);
    this.#scored = synopses?.scored ?? new Uint32Array(0);
  }

  /** The best score of a current film that has a required word, from 0 to 1. */
  get best(): number {
    return this.#segment.synopses?.bestScore ?? 0;
  }

  /** Whether any current film has all required words, each by any stem that stands for it. */
  get hasAllWords(): boolean {
    return this.#query.isComplete && this.#segment.synopses?.hasAllWords === true;
  }

  /** The current films that have a required word and at least this score. */
  filmsFrom(least: number): Bits {
    const films = this.#segment.filmSets.take();
    for (const film of this.#scored) {
      if (this.#scores[film]! * SCORE_UNITS >= least) addBit(films, film);
    }
    this.#films = films;
    return this.#segment.filmSets.copyOf(films);
  }

  /** Whether a film was found by its synopsis; see {@link filmsFrom}. */
  has(film: number): boolean {
    return this.#films !== undefined && hasBit(this.#films, film);
  }

  /**
   * How a film has a word of the text, and by which of the stems that stand for it. `undefined` if the film lacks the
   * word.
   */
  stemOf(film: number, term: string): Pick<MatchedWord, 'how' | 'text' | 'edits'> | undefined {
    const stem = typedStemOf(term);
    const word = stem === undefined ? undefined : this.#query.words.find((one) => one.stem === stem);
    const found = word?.standIns.find((one) => this.#filmsWith(one.stem).has(film));
    // The words of synopses have no joined initials: a film that mentions "J. K. Rowling" lacks the stem of "jk".
    if (!found && stem !== undefined && this.rule === 'name-in-synopsis') return { how: 'stem', text: stem };
    return found && { how: found.how, text: found.stem, ...(found.edits !== undefined && { edits: found.edits }) };
  }

  #filmsWith(stem: string): ReadonlySet<number> {
    const films = this.#filmsOfStems.get(stem) ?? new Set(this.#segment.synopses?.filmsWith(stem));
    this.#filmsOfStems.set(stem, films);
    return films;
  }

  /** The rank of a film, see {@link rankNumber}; Infinity if its score is too low. */
  rankOf(film: number): number {
    if (!this.has(film)) return Infinity;
    const fame = this.#segment.films.fame[film]! / MAX_FAME;
    const score = (this.#scores[film]! + FAME_SHARE * fame) / MAX_SCORE;
    return rankNumber(this.rule, Math.round((1 - Math.min(1, score)) * MAX_DETAIL));
  }
}
