import {
  allowedTypos,
  MIN_BEGUN_LETTERS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../../domain/text/typo-rules.ts';
import { EditDistance } from '../structures/edit-distance.ts';

const distance = new EditDistance();

/**
 * How many typos turn the term into the word. If there are more than the word tolerates, some number above {@link
 * allowedTypos} of the word.
 */
export function typosBetween(word: string, term: string): number {
  return distance.betweenTexts(word, term, allowedTypos(word));
}

/** Whether the word may be a misspelling of this term. False if the word is the term itself. */
export function isTypoOf(word: string, term: string): boolean {
  const most = allowedTypos(word);
  return most > 0 && word !== term && distance.betweenTexts(word, term, most) <= most;
}

/** Whether the word may be the beginning of this term with one typo, as "cassabl" is of "casablanca". */
export function isNearPrefix(word: string, term: string): boolean {
  if (word.length < MIN_UNFINISHED_LETTERS || !/^[a-z]+$/.test(word)) return false;
  const lengths = [word.length - 1, word.length, word.length + 1];
  return lengths.some((length) => length <= term.length && distance.betweenTexts(word, term.slice(0, length), 1) <= 1);
}

/**
 * The terms of all pairs that make the word when they are joined. In the result, the two terms of a pair come one after
 * the other.
 *
 * @param mayBeBegun whether the second term may be longer than the rest of the word
 */
export function splitsInto(word: string, terms: readonly string[], mayBeBegun = false): string[] {
  const parts: string[] = [];
  if (allowedTypos(word) === 0) return parts;
  for (const left of terms) {
    const letters = word.length - left.length;
    if (left.length < MIN_SPLIT_LETTERS || letters < MIN_SPLIT_LETTERS || !word.startsWith(left)) continue;
    const rest = word.slice(left.length);
    const right =
      terms.find((term) => term === rest) ??
      (mayBeBegun && letters >= MIN_BEGUN_LETTERS ? terms.find((term) => term.startsWith(rest)) : undefined);
    if (right !== undefined) parts.push(left, right);
  }
  return parts;
}
