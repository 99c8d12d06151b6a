import type { FilmSummary } from '../../../../domain/film.ts';
import { termsOf } from '../../../../domain/text/fold-text.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { nameTokens, titleTokens } from '../../../../domain/text/searchable-words.ts';

/**
 * The dictionaries of a segment, in the order of their weight. A word of the title weighs more than a word of a name,
 * and a word of a name weighs more than any other fact. Fields of the same weight share a dictionary.
 */
export const DICTIONARIES = ['title', 'name', 'fact'] as const;
export type Dictionary = (typeof DICTIONARIES)[number];

/** A searched field of films. */
type Field = {
  readonly dictionary: Dictionary;
  readonly valuesOf: (film: FilmSummary) => readonly string[];
  /** The words by which a value is found. A word may be repeated. */
  readonly termsOf: (value: string) => readonly string[];
};

export const FIELDS = {
  title: {
    dictionary: 'title',
    valuesOf: ({ title }) => [title],
    termsOf: (title) => titleTokens(title).map(({ term }) => term),
  },
  cast: {
    dictionary: 'name',
    valuesOf: ({ cast }) => cast,
    termsOf: (name) => nameTokens(name).map(({ term }) => term),
  },
  genre: { dictionary: 'fact', valuesOf: ({ genres }) => genres, termsOf },
  year: { dictionary: 'fact', valuesOf: ({ year }) => [String(year)], termsOf: (year) => yearTerms(Number(year)) },
} as const satisfies Record<string, Field>;

/** The dictionaries in which a word is looked up: all, or only that of titles. */
export function dictionariesOf(scope: 'all' | 'title'): readonly Dictionary[] {
  return scope === 'all' ? DICTIONARIES : TITLE_ONLY;
}

const TITLE_ONLY = ['title'] as const;
