import { termsOf } from '../../../../domain/text/fold-text.ts';
import { genreKey, joinInitials } from '../../../../domain/text/keys.ts';
import { readQuery, type Article, type QueryText, type Reading } from '../../../../domain/text/readings.ts';
import { squashedQuery } from '../../../../domain/text/squashed-forms.ts';
import type { AttributeFilter, FilmQuery } from '../../../../domain/film-query.ts';
import { FIELDS, NAME_FIELDS, type NameField } from '../columns/fields.ts';

/** A word to find. If it is unfinished, it may be the beginning of a longer word. */
export type QueryWord = { readonly term: string; readonly isUnfinished: boolean };

/** A reading, and its words joined into one in two forms: `squashed` in canonical terms, and `joined` as typed. */
export type SquashedReading = Reading & { readonly squashed: string; readonly joined: string };

/**
 * A shorter text without a digit is probably the beginning of a word and not an abbreviation: "st" is not "The
 * Saint".
 */
const MIN_RESPELT_LETTERS = 3;

/** Whether a reading may be a whole title in another spelling. */
export function mayBeRespelt({ joined }: SquashedReading): boolean {
  return joined.length >= MIN_RESPELT_LETTERS || /\d/.test(joined);
}

/** The text of a query that is ranked by relevance. */
export type TypedText = Pick<QueryText, 'optional' | 'year'> & {
  /** The text as typed comes first. Each further reading leaves out optional words. */
  readonly readings: readonly [SquashedReading, ...SquashedReading[]];
  /** Where the words are looked up: in all fields, or only in the title. */
  readonly scope: 'all' | 'title';
  readonly article: Article;
  readonly typed: string;
  /** The words as typed, without the leading article. */
  readonly terms: readonly string[];
  /** The terms, joined by spaces, for comparison with the key of a title. */
  readonly key: string;
  /** The words with the article and without the optional words, in order. They may be the name of a person. */
  readonly nameTerms: readonly string[];
  /** The distinct words that a film must have, in order. Only the last may be unfinished. Never empty. */
  readonly words: readonly QueryWord[];
};

/** A filter by the name of a person or of a genre. */
export type NameFilter = {
  readonly field: NameField;
  /** See {@link personKey} and {@link genreKey}. */
  readonly key: string;
  /** The words as typed. */
  readonly terms: readonly string[];
  /** See {@link wordingsOf}. */
  readonly wordings: readonly (readonly QueryWord[])[];
};

/** A query whose texts were folded once. */
export type QueryPlan = {
  readonly text?: TypedText;
  /** Whether films must have the text as it was typed. */
  readonly isLiteral: boolean;
  /** The words of the parameter `title` if `q` is the ranked text. */
  readonly titleWords: readonly QueryWord[];
  readonly names: readonly NameFilter[];
  /** Keys of genres. A film must have at least one of them, unless the list is empty. */
  readonly anyGenres: readonly string[];
  /** Keys of genres. A film must not have any of them. */
  readonly notGenres: readonly string[];
  readonly attributes: readonly AttributeFilter[];
  readonly yearFrom: number;
  readonly yearTo: number;
  /** `relevance` only if the query has a text. */
  readonly sort: FilmQuery['sort'];
  /** Whether a text or a name has no word. In this case nothing matches. */
  readonly isHopeless: boolean;
};

export function planQuery(query: FilmQuery): QueryPlan {
  const { q, title, year } = query;
  const typed = q ?? title;
  const text = typed === undefined ? undefined : q === undefined ? titleText(typed) : typedText(typed, 'all');
  const titleWords = q !== undefined && title !== undefined ? filterWords(title) : undefined;
  const names: NameFilter[] = [];
  for (const field of NAME_FIELDS) addNameFilters(query, field, names);
  return {
    ...(text && { text }),
    isLiteral: query.typos === false,
    titleWords: titleWords ?? [],
    names,
    anyGenres: (query.anyGenres ?? []).map(genreKey),
    notGenres: (query.notGenres ?? []).map(genreKey),
    attributes: query.attributes ?? [],
    yearFrom: Math.max(year ?? -Infinity, query.yearFrom ?? -Infinity),
    yearTo: Math.min(year ?? Infinity, query.yearTo ?? Infinity),
    sort: query.sort === 'relevance' && !text ? '-year' : query.sort,
    isHopeless: text?.words.length === 0 || titleWords?.length === 0 || names.some(({ key }) => key === ''),
  };
}

function addNameFilters(query: Partial<FilmQuery>, field: NameField, filters: NameFilter[]): void {
  const { attribute, keyOf } = FIELDS[field];
  for (const name of query[attribute] ?? []) {
    const terms = termsOf(name);
    filters.push({ field, key: keyOf(name), terms, wordings: wordingsOf(terms) });
  }
}

/**
 * The lists of words by which a person is looked up. The first list has the words as typed. If there are neighbouring
 * initials, a second list has them joined. "b d wong" finds the spelling "B. D. Wong" by the first list, and "BD
 * Wong" by the second.
 */
export function wordingsOf(terms: readonly string[]): readonly (readonly QueryWord[])[] {
  const joined = joinInitials(terms);
  return (joined.length === terms.length ? [terms] : [terms, joined]).map(distinctWords);
}

/** The text of the parameter `title`. None of its words is optional: all must be in the title. */
function titleText(title: string): TypedText {
  const { readings, ...text } = typedText(title, 'title');
  const [{ article, terms }] = readings;
  const nameTerms = article === '' ? terms : [article, ...terms];
  return { ...text, readings: [readings[0]], optional: [], year: undefined, nameTerms, words: distinctWords(terms) };
}

export function typedText(typed: string, scope: TypedText['scope']): TypedText {
  const { readings: read, required, optional, isUnfinished, year } = readQuery(typed);
  const [{ article, terms }, ...others] = read;
  const readings = [squash(read[0]), ...others.map(squash)] as const;
  const words = required.map((term, i) => ({ term, isUnfinished: isUnfinished && i === required.length - 1 }));
  const shortest = readings.reduce((short, { terms: next }) => (next.length < short.length ? next : short), terms);
  const nameTerms = article === '' ? shortest : [article, ...shortest];
  return { scope, readings, optional, year, article, typed, terms, key: terms.join(' '), nameTerms, words };
}

function squash({ article, terms }: Reading): SquashedReading {
  return { article, terms, squashed: squashedQuery(terms), joined: terms.join('') };
}

/** The distinct words of a title filter. All must be in the title; the last may be unfinished. */
function filterWords(title: string): QueryWord[] {
  return distinctWords(readQuery(title).readings[0].terms);
}

/** The distinct words, in order. The last may be unfinished, unless it also comes earlier. */
function distinctWords(terms: readonly string[]): QueryWord[] {
  const finished = new Set(terms.slice(0, -1));
  const words = [...finished].map((term) => ({ term, isUnfinished: false }));
  const last = terms.at(-1);
  return last === undefined || finished.has(last) ? words : [...words, { term: last, isUnfinished: true }];
}
