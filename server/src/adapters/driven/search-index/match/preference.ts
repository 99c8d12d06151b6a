import { DICTIONARIES } from '../columns/fields.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import type { TypedText } from './query-plan.ts';
import { addFilmsWith, wordSpans } from './spans.ts';

const TITLES_AND_FACT = ['title', 'alternative', 'fact'] as const;

/** How many levels a preference has. */
export const LEVELS = 3;

/**
 * Which of equally ranked films a query prefers because of its year or its optional words. Level 0 is for the films
 * that have the query's year (or "movie"), level 1 for films from the year before or after, and level 2 for all others.
 * If the query has neither, all films have level 0.
 */
export class Preference {
  readonly #segment: Segment;
  readonly #text: Pick<TypedText, 'year' | 'optional' | 'scope'>;
  #sets: readonly [Bits, Bits] | undefined;

  constructor(segment: Segment, text: Pick<TypedText, 'year' | 'optional' | 'scope'>) {
    this.#segment = segment;
    this.#text = text;
  }

  /** The films of level 0 and those of level 1; `undefined` if the query prefers no films. */
  get sets(): readonly [Bits, Bits] | undefined {
    const { year, optional } = this.#text;
    if (year === undefined && optional.length === 0) return undefined;
    return (this.#sets ??= this.#makeSets());
  }

  levelOf(film: number): number {
    const { sets } = this;
    const level = sets ? sets.findIndex((films) => hasBit(films, film)) : 0;
    return level < 0 ? LEVELS - 1 : level;
  }

  #makeSets(): readonly [Bits, Bits] {
    const { year, optional, scope } = this.#text;
    const { filmSets, years } = this.#segment;
    const nearby = filmSets.take();
    const preferred = filmSets.take();
    const terms = year === undefined ? optional : [String(year)];
    const words = terms.map((term) => wordSpans(this.#segment, { term, isUnfinished: false }, 'all'));
    // A film of the year is preferred even if the search is limited to titles.
    for (const spans of words)
      addFilmsWith(this.#segment, spans, preferred, scope === 'all' ? DICTIONARIES : TITLES_AND_FACT);
    if (year !== undefined) {
      years.addYears(year - 1, year - 1, nearby);
      years.addYears(year + 1, year + 1, nearby);
    }
    return [preferred, nearby];
  }
}
