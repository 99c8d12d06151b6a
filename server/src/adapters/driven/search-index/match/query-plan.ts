import { foldText, splitArticle, termsOf } from '../../../../domain/text/fold-text.ts';
import type { FilmQuery, FilmSort } from '../../../../domain/film-query.ts';

/** A word to be found; an unfinished one may be the beginning of a longer word. */
export type QueryWord = { readonly term: string; readonly isUnfinished: boolean };

/** What was typed to be found by relevance. */
export type TypedText = {
  /** Where its words are looked for: everywhere, or in the title alone. */
  readonly scope: 'all' | 'title';
  readonly article: '' | 'the' | 'a' | 'an';
  /** Its words as typed, the leading article left out. */
  readonly terms: readonly string[];
  /** The terms joined by spaces: what a title's key is compared with. */
  readonly key: string;
  /** The distinct words, in order; at most the last is unfinished. Never empty. */
  readonly words: readonly QueryWord[];
};

/** A query with its texts folded once. */
export type QueryPlan = {
  readonly text?: TypedText;
  /** The words of `title` where `q` is what was typed. */
  readonly titleWords: readonly QueryWord[];
  readonly people: readonly (readonly string[])[];
  readonly genres: readonly string[];
  readonly yearFrom: number;
  readonly yearTo: number;
  /** `relevance` only when there is a text. */
  readonly sort: FilmSort;
  /** A text or name without a word, which nothing matches. */
  readonly isHopeless: boolean;
};

export function planQuery(query: FilmQuery): QueryPlan {
  const { q, title, year } = query;
  const typed = q ?? title;
  const text = typed === undefined ? undefined : typedText(typed, q === undefined ? 'title' : 'all');
  const titleWords = q !== undefined && title !== undefined ? typedText(title, 'title').words : undefined;
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
  const { article, rest: terms } = splitArticle(termsOf(typed));
  return { scope, article, terms, key: terms.join(' '), words: distinctWords(terms) };
}

function distinctWords(terms: readonly string[]): QueryWord[] {
  const finished = new Set(terms.slice(0, -1));
  const words = [...finished].map((term) => ({ term, isUnfinished: false }));
  const last = terms.at(-1);
  return last === undefined || finished.has(last) ? words : [...words, { term: last, isUnfinished: true }];
}
