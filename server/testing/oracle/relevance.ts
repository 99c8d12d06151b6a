import { splitArticle, termsOf } from '../../src/domain/text/fold-text.ts';
import { allowedTypos, MAX_MISSPELT_WORDS, MIN_SPLIT_LETTERS } from '../../src/domain/text/typo-rules.ts';
import { editDistance } from './edit-distance.ts';
import { hasAllWords, type SearchableFilm } from './searchable-film.ts';

/** The input, folded. */
export type FoldedQueryText = {
  readonly scope: 'all' | 'title';
  readonly article: string;
  /** The words of the input without the leading article. */
  readonly terms: readonly string[];
  /** The distinct words. */
  readonly words: readonly string[];
};

export function foldQueryText(text: string, scope: FoldedQueryText['scope']): FoldedQueryText {
  const { article, rest: terms } = splitArticle(termsOf(text));
  return { scope, article, terms, words: [...new Set(terms)] };
}

/** The number of the first rule that a film with all the words meets; `undefined` when it lacks a word. */
export function strictRank(film: SearchableFilm, { scope, article, terms }: FoldedQueryText): number | undefined {
  const { titleTerms, castTerms, factTerms, forms } = film;
  const key = terms.join(' ');
  const everything = scope === 'title' ? titleTerms : [...titleTerms, ...castTerms.flat(), ...factTerms];
  const full = article === '' ? key : `${article} ${key}`;
  if (!hasAllWords(everything, terms, true)) return undefined;
  const isTitle = forms.keys.some((form) => form.key === key);
  const startsWithWords = forms.keys.filter((form) => form.key.startsWith(key));
  const hasTypedArticle = article !== '' && forms.article === article;
  const cast = scope === 'title' ? [] : castTerms;
  const rules = [
    isTitle && forms.article === article,
    isTitle,
    hasTypedArticle && startsWithWords.some((form) => form.words === terms.length),
    hasTypedArticle && startsWithWords.length > 0,
    startsWithWords.some((form) => form.words === terms.length),
    startsWithWords.length > 0,
    hasAllWords(titleTerms, terms, false),
    hasAllWords(titleTerms, terms, true),
    scope === 'all' && film.summary.cast.some((name) => termsOf(name).join(' ') === full),
    cast.some((name) => hasAllWords(name, terms, false)),
    cast.some((name) => hasAllWords(name, terms, true)),
    hasAllWords(everything, terms, false),
    true,
  ];
  return rules.indexOf(true);
}

/** For each word, whether no film has it. */
export function unknownWords(films: readonly SearchableFilm[], typed: FoldedQueryText): boolean[] {
  return typed.words.map(
    (_, i) => !films.some((film) => fieldsOf(film, typed).some((field) => hasWord(i, typed, field))),
  );
}

/**
 * How many of the words a film has when typos are tolerated, and the film's rank among films with the same number.
 *
 * @param forgiven for each word, whether typos are tolerated in it
 */
export function lenientMatch(
  film: SearchableFilm,
  typed: FoldedQueryText,
  forgiven: readonly boolean[],
): { words: number; rank: number } {
  const { words, terms, article } = typed;
  const everywhere = fieldsOf(film, typed);
  const edits = words.map((_, i) =>
    Math.min(...everywhere.map((field, f) => editsFor(i, typed, forgiven, field, f < 2))),
  );
  const found = edits.filter((count) => count < Infinity);
  const allEdits = found.reduce((sum, count) => sum + count, 0);
  const inTitle = words.filter((_, i) => editsFor(i, typed, forgiven, film.titleTerms, true) < Infinity).length;
  const isTitle =
    inTitle === words.length &&
    Math.abs(film.forms.words.length - terms.length) <= 1 &&
    editDistance(terms.join(''), film.forms.words.join('')) <= allEdits;
  const rank = [allEdits, words.length - inTitle, isTitle ? 0 : 1, film.forms.article === article ? 0 : 1];
  return { words: found.length, rank: rank.reduce((number, part) => number * 1_000 + part, 0) };
}

/** The fewest edits that turn the i-th word into one of a field's terms; Infinity when no term is similar. */
function editsFor(
  i: number,
  typed: FoldedQueryText,
  forgiven: readonly boolean[],
  field: readonly string[],
  maySplit: boolean,
): number {
  const { words } = typed;
  const word = words[i] ?? '';
  if (hasWord(i, typed, field)) return 0;
  const isForgiven = (place: number) => place < MAX_MISSPELT_WORDS && forgiven[place] === true;
  const joins = (first: number) =>
    first >= 0 &&
    first + 1 < words.length &&
    first < MAX_MISSPELT_WORDS &&
    (isForgiven(first) || isForgiven(first + 1)) &&
    field.includes(`${words[first] ?? ''}${words[first + 1] ?? ''}`);
  if (joins(i - 1)) return 0;
  const max = isForgiven(i) ? allowedTypos(word) : 0;
  const distances = max === 0 ? [] : field.map((term) => editDistance(word, term)).filter((edits) => edits <= max);
  const isSplit = max > 0 && maySplit && splits(word).some((parts) => parts.every((part) => field.includes(part)));
  return Math.min(...distances, ...(isSplit || joins(i) ? [1] : []), Infinity);
}

function fieldsOf(
  { titleTerms, castTerms, factTerms }: SearchableFilm,
  { scope }: FoldedQueryText,
): readonly (readonly string[])[] {
  return scope === 'title' ? [titleTerms] : [titleTerms, castTerms.flat(), factTerms];
}

function hasWord(i: number, { terms, words }: FoldedQueryText, field: readonly string[]): boolean {
  const word = words[i] ?? '';
  // The last word may be unfinished, unless it also occurs earlier.
  const isUnfinished = i === words.length - 1 && terms.indexOf(word) === terms.length - 1;
  return field.some((term) => term === word || (isUnfinished && term.startsWith(word)));
}

function splits(word: string): string[][] {
  return Array.from({ length: word.length }, (_, i) => [word.slice(0, i), word.slice(i)]).filter((parts) =>
    parts.every((part) => part.length >= MIN_SPLIT_LETTERS),
  );
}
