import { foldText, termsOf, titleKey } from '../../../src/domain/fold-text.ts';
import { summariseFilm, type FilmAttributes, type FilmSummary } from '../../../src/domain/film.ts';
import type { FilmQuery, FilmSort } from '../../../src/domain/film-query.ts';
import type { SearchPosition } from '../../../src/domain/search-cursor.ts';

/** A film with its texts folded once. */
export type SearchableFilm = {
  readonly summary: FilmSummary;
  readonly titleKey: string;
  readonly titleTerms: readonly string[];
  readonly castTerms: readonly (readonly string[])[];
  readonly genres: readonly string[];
  /** Every word that `q` may name. */
  readonly terms: readonly string[];
};

export function makeSearchable(id: string, attributes: FilmAttributes): SearchableFilm {
  const summary = summariseFilm(id, attributes);
  const titleTerms = termsOf(summary.title);
  const castTerms = summary.cast.map(termsOf);
  const genreTerms = summary.genres.flatMap(termsOf);
  return {
    summary,
    titleKey: titleKey(summary.title),
    titleTerms,
    castTerms,
    genres: summary.genres.map(foldText),
    terms: [...titleTerms, ...castTerms.flat(), ...genreTerms, String(summary.year)],
  };
}

/** Whether each word is one of the terms; the last may be the beginning of one. No words match nothing. */
export function hasAllWords(terms: readonly string[], words: readonly string[], lastMayBeUnfinished = true): boolean {
  return (
    words.length > 0 &&
    words.every((word, i) =>
      lastMayBeUnfinished && i === words.length - 1
        ? terms.some((term) => term.startsWith(word))
        : terms.includes(word),
    )
  );
}

/** A query with its texts folded once. */
export type FoldedQuery = {
  readonly words: readonly string[] | undefined;
  readonly titleWords: readonly string[] | undefined;
  readonly key: string;
  readonly castWords: readonly (readonly string[])[];
  readonly genres: readonly string[];
  readonly yearFrom: number;
  readonly yearTo: number;
};

export function foldQuery(query: FilmQuery): FoldedQuery {
  const { q, title, year } = query;
  return {
    words: q === undefined ? undefined : termsOf(q),
    titleWords: title === undefined ? undefined : termsOf(title),
    key: titleKey(q ?? title ?? ''),
    castWords: query.cast.map(termsOf),
    genres: query.genres.map(foldText),
    yearFrom: Math.max(year ?? -Infinity, query.yearFrom ?? -Infinity),
    yearTo: Math.min(year ?? Infinity, query.yearTo ?? Infinity),
  };
}

export function matches(film: SearchableFilm, query: FoldedQuery): boolean {
  const { year } = film.summary;
  return (
    year >= query.yearFrom &&
    year <= query.yearTo &&
    (query.words === undefined || hasAllWords(film.terms, query.words)) &&
    (query.titleWords === undefined || hasAllWords(film.titleTerms, query.titleWords)) &&
    query.genres.every((genre) => film.genres.includes(genre)) &&
    query.castWords.every((words) => film.castTerms.some((terms) => hasAllWords(terms, words, false)))
  );
}

/** 3: the title is what was typed; 2: it starts so; 1: all words are in it; 0: some are elsewhere. */
function relevance(film: SearchableFilm, query: FoldedQuery): number {
  if (query.key === '') return 0;
  if (film.titleKey === query.key) return 3;
  if (film.titleKey.startsWith(query.key)) return 2;
  return hasAllWords(film.titleTerms, query.words ?? query.titleWords ?? []) ? 1 : 0;
}

/** A tuple that sorts ascending, part by part, into the order asked for; the id makes it total. */
export function sortPosition(film: SearchableFilm, query: FoldedQuery, sort: FilmSort): SearchPosition {
  const { id, year } = film.summary;
  switch (sort) {
    case 'relevance':
      return [-relevance(film, query), -year, film.titleKey, id];
    case 'year':
      return [year, film.titleKey, id];
    case '-year':
      return [-year, film.titleKey, id];
    case 'title':
      return [film.titleKey, year, id];
  }
}

/** The types of {@link sortPosition}'s parts. */
export const POSITION_SHAPES = {
  relevance: ['number', 'number', 'string', 'string'],
  year: ['number', 'string', 'string'],
  '-year': ['number', 'string', 'string'],
  title: ['string', 'number', 'string'],
} as const satisfies Record<FilmSort, readonly ('string' | 'number')[]>;

/** Texts compare by code unit: the same on every machine, unlike a locale's order. */
export function comparePositions(a: SearchPosition, b: SearchPosition): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined || left > right) return 1;
    if (left < right) return -1;
  }
  return 0;
}
