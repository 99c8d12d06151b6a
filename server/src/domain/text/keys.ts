import { foldText, splitArticle, termsOf, tokenize } from './fold-text.ts';
import { groupTokens, isInitial, joinTokens, type Token } from './tokens.ts';
import { allowedTypos, MIN_SPLIT_LETTERS } from './typo-rules.ts';

/**
 * The key of a person: the folded words of the name, separated by single spaces, with neighbouring initials joined. Two
 * spellings are one person if and only if their keys are equal. "J.K. Simmons", "J. K. Simmons" and "JK Simmons" all
 * give "jk simmons". A name without a letter or digit ("🎬") is its own key. Empty only if the name is blank.
 */
export function personKey(name: string): string {
  return joinInitials(termsOf(name)).join(' ') || foldedOrRaw(name);
}

/** The words of a name with neighbouring initials joined: `j`, `k`, `simmons` become `jk`, `simmons`. */
export function joinInitials(terms: readonly string[]): readonly string[] {
  // Most names have no initial.
  if (!terms.some(isInitial)) return terms;
  const words: string[] = [];
  for (const [at, term] of terms.entries()) {
    if (isInitial(term) && isInitial(terms[at - 1] ?? '')) words.push(`${words.pop() ?? ''}${term}`);
    else words.push(term);
  }
  return words;
}

/**
 * Other ways to space the words of a typed name: two neighbours joined, or one word split in two. "robert deniro" may
 * be `robert`, `de`, `niro`. Words that tolerate no typo are not split.
 *
 * @param isWord whether any name has this word. A spacing with a word that no name has is left out
 */
export function respacedNames(terms: readonly string[], isWord: (word: string) => boolean): readonly string[][] {
  const respaced: string[][] = [];
  for (const [at, term] of terms.entries()) {
    const next = terms[at + 1];
    if (next !== undefined && isWord(term + next)) respaced.push(terms.toSpliced(at, 2, term + next));
    if (allowedTypos(term) === 0) continue;
    for (let end = MIN_SPLIT_LETTERS; end <= term.length - MIN_SPLIT_LETTERS; end += 1) {
      const [left, right] = [term.slice(0, end), term.slice(end)];
      if (isWord(left) && isWord(right)) respaced.push(terms.toSpliced(at, 1, left, right));
    }
  }
  return respaced;
}

/**
 * The key of a genre. Two spellings that differ only in case or diacritics are one genre. Empty only if the name is
 * blank.
 */
export function genreKey(name: string): string {
  return foldedOrRaw(name);
}

/** A name that is only an accent folds to nothing, so the name itself is the key. */
function foldedOrRaw(name: string): string {
  return foldText(name).trim() || name.trim();
}

function areInitials(before: Token, token: Token): boolean {
  return isInitial(before.term) && isInitial(token.term);
}

/** In UTF-16 code units. Titles whose keys begin with the same 200 code units have equal keys. */
const MAX_SORT_KEY_LENGTH = 200;

/**
 * A sort key for titles. Sorted by code unit, these keys give the order that people expect. A key has the folded
 * words without a leading English article. Numbers are sorted by value ("9" before "10"), and abbreviations with dots
 * as words ("A.I." under "ai").
 *
 * @param tokens the title's own words, if the caller has them already
 */
export function titleSortKey(title: string, tokens?: readonly Token[]): string {
  const ungrouped = title.replace(GROUPED_DIGITS, '');
  const words = joinDotted(ungrouped, tokens && ungrouped === title ? tokens : tokenize(ungrouped));
  const key = splitArticle(words).rest.join(' ').replace(/\d+/g, sortableNumber).slice(0, MAX_SORT_KEY_LENGTH);
  return key.isWellFormed() ? key : key.slice(0, -1);
}

/** The comma of "20,000". */
const GROUPED_DIGITS = /(?<=\d),(?=\d{3}(?!\d))/g;

/** The words of a text. Initials with dots between them are joined. */
function joinDotted(text: string, tokens: readonly Token[]): string[] {
  // Most titles have no initial.
  if (!tokens.some(({ term }) => isInitial(term))) return tokens.map(({ term }) => term);
  const isDotted = (before: Token, token: Token) => /\S/.test(text.slice(before.end, token.start));
  const runs = groupTokens(tokens, (before, token) => areInitials(before, token) && isDotted(before, token));
  return runs.map((run) => joinTokens(run).term);
}

/**
 * A number as text that sorts by value. It begins with the number of digits, so that longer numbers sort later: "19"
 * for 9, "210" for 10. Letters sort after numbers.
 */
function sortableNumber(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  const length = Math.min(significant.length, 10);
  return `${String.fromCharCode(0x30 + length)}${significant}`;
}
