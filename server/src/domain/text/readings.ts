import { FILM_BOUNDS } from '../film.ts';
import { splitArticle, titleTerms } from './fold-text.ts';

/** Words that people add to a title although they say nothing about the film: "trolls movie". */
const FORMAT_WORDS = new Set(['movie', 'movies', 'film', 'films']);

/** A trailing article after a comma, as in "Godfather, The" or "Godfather, The (1972)". */
const TRAILING_ARTICLE = /^(.*\S)\s*,\s*(the|an?)\b\s*((?:[([]?\d{4}[)\]]?\s*)?)$/iu;

export type Article = ReturnType<typeof splitArticle>['article'];

/** One way to understand a query as a whole title: its words, without a leading article. */
export type Reading = { readonly article: Article; readonly terms: readonly string[] };

/** A query, split into its parts. Its words are folded; see `titleTerms`. */
export type QueryText = {
  /** The text as typed comes first. Each further reading leaves out optional words, the year at the end, or both. */
  readonly readings: readonly [Reading, ...Reading[]];
  /** The distinct words that a film must have, in order. */
  readonly required: readonly string[];
  /** Whether the last required word is the last word of the text, so that it may be the beginning of a longer word. */
  readonly isUnfinished: boolean;
  /** Words such as "movie" that a film may lack. */
  readonly optional: readonly string[];
  /**
   * The year at the end of the query. It is a preference and not a condition: "cars 2007" prefers films of 2007, then
   * those of 2006 and 2008.
   */
  readonly year: number | undefined;
};

export function readQuery(text: string): QueryText {
  // Few texts have a comma. Looking for one first saves 2 us of the 40 us of a usual search.
  const inOrder = text.includes(',') ? text.replace(TRAILING_ARTICLE, '$2 $1 $3') : text;
  const { article, rest } = splitArticle(typedTerms(inOrder.trimEnd()));
  const last = rest.at(-1);
  // "frozen the movie" is Frozen.
  const isOptional = (term: string, i: number) =>
    FORMAT_WORDS.has(term) || (term === 'the' && FORMAT_WORDS.has(rest[i + 1] ?? ''));
  // In "movies 1999" the year is all that the text says.
  const isAboutMore = () => rest.slice(0, -1).some((term, i) => !isOptional(term, i));
  const lastYear = last === undefined ? undefined : yearFrom(last);
  const year = lastYear !== undefined && isAboutMore() ? lastYear : undefined;
  const dated = year === undefined ? rest : rest.slice(0, -1);
  const hasOptional = dated.some((term) => FORMAT_WORDS.has(term)) && !dated.every(isOptional);
  const required = hasOptional ? dated.filter((term, i) => !isOptional(term, i)) : dated;
  const readings: [Reading, ...Reading[]] = [{ article, terms: rest }];
  if (year !== undefined) readings.push({ article, terms: dated });
  if (hasOptional) {
    readings.push({ article, terms: required });
    if (year !== undefined) readings.push({ article, terms: rest.filter((term, i) => !isOptional(term, i)) });
  }
  const isRepeated = last !== undefined && rest.indexOf(last) < rest.length - 1;
  return {
    readings,
    required: distinct(required),
    isUnfinished: last !== undefined && required.at(-1) === last && year === undefined && !isRepeated,
    optional: hasOptional ? distinct(dated.filter((term) => FORMAT_WORDS.has(term))) : [],
    year,
  };
}

/** Two initials, and a letter after a space. */
const BEGUN_AFTER_INITIALS = /(?<!\p{L})\p{L}\. ?\p{L}\. \p{L}$/u;

/**
 * The words of a text that may be unfinished. A letter after initials and a space may be the beginning of a word, and is
 * then not joined with them: "g.i. j" is the beginning of "G.I. Joe", and "d. w. g" of "D. W. Griffith". Names with two
 * initials are far more frequent than titles of four that are typed with spaces, as "r. i. p" for R.I.P.D.
 */
function typedTerms(text: string): readonly string[] {
  if (text.at(-2) !== ' ' || !BEGUN_AFTER_INITIALS.test(text)) return titleTerms(text);
  return [...titleTerms(text.slice(0, -1)), ...titleTerms(text.slice(-1))];
}

function distinct(terms: readonly string[]): readonly string[] {
  // Few texts repeat a word, and a set of a few words takes four times as long to make as this check.
  const areFew = terms.length < 8;
  return areFew && terms.every((term, i) => terms.indexOf(term) === i) ? terms : [...new Set(terms)];
}

function yearFrom(term: string): number | undefined {
  const year = term.length === 4 && /^\d{4}$/.test(term) ? Number(term) : 0;
  return year >= FILM_BOUNDS.yearMin && year <= FILM_BOUNDS.yearMax ? year : undefined;
}

/** The words by which a year is found: "1984" by itself, by "1980s" and by "80s". */
export function yearTerms(year: number): readonly string[] {
  const decade = `${String(year).slice(0, -1)}0s`;
  return [String(year), decade, decade.slice(-3)];
}
