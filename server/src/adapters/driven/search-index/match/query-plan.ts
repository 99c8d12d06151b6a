import { foldText, termsOf } from '../../../../domain/text/fold-text.ts';
import { readQuery, type Article, type QueryText, type Reading } from '../../../../domain/text/readings.ts';
import { squashedQuery } from '../../../../domain/text/squashed-forms.ts';
import type { FilmQuery, FilmSort } from '../../../../domain/film-query.ts';

/** A word to find. An unfinished one may be the beginning of a longer word. */
export type QueryWord = { readonly term: string; readonly isUnfinished: boolean };

/** A reading with its words written as one: in the canonical spelling of titles, and as typed. */
export type SquashedReading = Reading & { readonly squashed: string; readonly joined: string };

/** The text of a query that is ranked by relevance. */
export type TypedText = Pick<QueryText, 'optional' | 'year'> & {
  /** The text as typed comes first. Each further reading leaves out optional words. */
  readonly readings: readonly [SquashedReading, ...SquashedReading[]];
  /** Where its words are looked up: everywhere, or only in the title. */
  readonly scope: 'all' | 'title';
  readonly article: Article;
  /** Its words as typed, without the leading article. */
  readonly terms: readonly string[];
  /** The terms, joined by spaces, for comparison with the key of a title. */
  readonly key: string;
  /** The words without the optional ones, in order, with the article. A person may be called that. */
  readonly nameTerms: readonly string[];
  /** The distinct words that a film must have, in order. Only the last may be unfinished. Never empty. */
  readonly words: readonly QueryWord[];
};

/** A query with its texts folded once. */
export type QueryPlan = {
  readonly text?: TypedText;
  /** The words of `title` if `q` is the ranked text. */
  readonly titleWords: readonly QueryWord[];
  readonly people: readonly (readonly string[])[];
  readonly genres: readonly string[];
  readonly yearFrom: number;
  readonly yearTo: number;
  /** `relevance` only if there is a text. */
  readonly sort: FilmSort;
  /** Whether a text or a name has no word. Nothing matches it then. */
  readonly isHopeless: boolean;
};

export function planQuery(query: FilmQuery): QueryPlan {
  const { q, title, year } = query;
  const typed = q ?? title;
  const text = typed === undefined ? undefined : typedText(typed, q === undefined ? 'title' : 'all');
  const titleWords = q !== undefined && title !== undefined ? filterWords(title) : undefined;
  const people = query.cast.map(termsOf);
  return {
    ...(text && { text }),
    titleWords: titleWords ?? [],
    people,
    genres: query.genres.map(foldText),
    yearFrom: Math.max(year ?? -Infinity, query.yearFrom ?? -Infinity),
    yearTo: Math.min(year ?? Infinity, query.yearTo ?? Infinity),
    sort: query.sort === 'relevance' && !text ? '-year' : query.sort,
    isHopeless: [text?.words, titleWords, ...people].some((words) => words?.length === 0),
  };
}

export function typedText(typed: string, scope: TypedText['scope']): TypedText {
  const { readings: read, required, optional, isUnfinished, year } = readQuery(typed);
  const [{ article, terms }, ...others] = read;
  const readings = [squash(read[0]), ...others.map(squash)] as const;
  const words = required.map((term, i) => ({ term, isUnfinished: isUnfinished && i === required.length - 1 }));
  const shortest = readings.reduce((short, { terms: next }) => (next.length < short.length ? next : short), terms);
  const nameTerms = article === '' ? shortest : [article, ...shortest];
  return { scope, readings, optional, year, article, terms, key: terms.join(' '), nameTerms, words };
}

function squash(reading: Reading): SquashedReading {
  return { ...reading, squashed: squashedQuery(reading.terms), joined: reading.terms.join('') };
}

/** The distinct words of a title filter. All must be in the title; the last may be unfinished. */
function filterWords(title: string): QueryWord[] {
  const { terms } = readQuery(title).readings[0];
  const last = terms.at(-1);
  const words = [...new Set(terms)];
  const isUnfinished = terms.indexOf(last ?? '') === terms.length - 1;
  return words.map((term) => ({ term, isUnfinished: isUnfinished && term === last }));
}
