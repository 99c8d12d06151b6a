import type { FilmSummary } from '../../../../domain/film.ts';
import { SEARCHED_FIELDS, type PersonField, type SearchedField } from '../../../../domain/film-query.ts';
import type { Token } from '../../../../domain/text/tokens.ts';
import { genreKey, personKey } from '../../../../domain/text/keys.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { genreTokens, nameTokens, titleTokens } from '../../../../domain/text/searchable-words.ts';

/**
 * The dictionaries of a segment, in the order of their weight. A word of the title weighs most. Then come, in this
 * order, a word of an alternative title, a word of a name, and any other fact. Fields of the same weight share a
 * dictionary.
 */
export const DICTIONARIES = ['title', 'alternative', 'name', 'fact'] as const;
export type Dictionary = (typeof DICTIONARIES)[number];

/** A searched field of films. */
type Field = {
  readonly dictionary: Dictionary;
  /** The attribute of a film that has the values. */
  readonly attribute: keyof FilmSummary;
  /**
   * The words by which a value is found. A word may be repeated.
   *
   * @param written the words as written, which come first in the result
   */
  readonly tokensOf: (value: string, written: readonly Token[]) => readonly Token[];
  /**
   * Equal for two spellings of one name. Only fields whose values are names have it. Such a field is also a facet, and
   * a filter: the query has the names to filter by in the same attribute.
   */
  readonly keyOf?: (name: string) => string;
};

type Person = Field & { readonly dictionary: 'name'; readonly keyOf: (name: string) => string };

export const FIELDS = {
  title: { dictionary: 'title', attribute: 'title', tokensOf: titleTokens },
  cast: { dictionary: 'name', attribute: 'cast', tokensOf: nameTokens, keyOf: personKey },
  director: { dictionary: 'name', attribute: 'directors', tokensOf: nameTokens, keyOf: personKey },
  genre: { dictionary: 'fact', attribute: 'genres', tokensOf: genreTokens, keyOf: genreKey },
  year: { dictionary: 'fact', attribute: 'year', tokensOf: yearTokens },
} as const satisfies Record<SearchedField, Field> & Record<PersonField, Person>;

/** A field whose values are names. */
export type NameField = {
  [F in SearchedField]: (typeof FIELDS)[F] extends { readonly keyOf: unknown } ? F : never;
}[SearchedField];

export const NAME_FIELDS = SEARCHED_FIELDS.filter(isNameField);

export function isNameField(field: string): field is NameField {
  return field in FIELDS && 'keyOf' in FIELDS[field as SearchedField];
}

export function isPersonField(field: SearchedField): field is PersonField {
  return FIELDS[field].dictionary === 'name';
}

export function valuesOf(film: FilmSummary, field: SearchedField): readonly string[] {
  const value = film[FIELDS[field].attribute];
  return typeof value === 'object' ? value : [String(value)];
}

/** A record with an entry for each key. */
export function recordOf<Key extends string, Entry>(keys: readonly Key[], make: (key: Key) => Entry) {
  const record = {} as Record<Key, Entry>;
  for (const key of keys) record[key] = make(key);
  return record;
}

/** The dictionaries in which a word is looked up: all, or only those of titles and alternative titles. */
export function dictionariesOf(scope: 'all' | 'title'): readonly Dictionary[] {
  return scope === 'all' ? DICTIONARIES : TITLES_ONLY;
}

const TITLES_ONLY = ['title', 'alternative'] as const;

function yearTokens(year: string): readonly Token[] {
  return yearTerms(Number(year)).map((term) => ({ term, start: 0, end: year.length }));
}
