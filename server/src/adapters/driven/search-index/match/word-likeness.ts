import { allowedTypos, MIN_SPLIT_LETTERS, MIN_UNFINISHED_LETTERS } from '../../../../domain/text/typo-rules.ts';
import { EditDistance } from '../structures/edit-distance.ts';

const distance = new EditDistance();

/** How many typos turn the term into the word. If that is too many, a number above {@link allowedTypos} of the word. */
export function typosBetween(word: string, term: string): number {
  return distance.betweenTexts(word, term, allowedTypos(word));
}

/** Whether the word may be a misspelling of this term. False if the word is the term itself. */
export function isTypoOf(word: string, term: string): boolean {
  return word !== term && allowedTypos(word) > 0 && typosBetween(word, term) <= allowedTypos(word);
}

/** Whether the word may be the beginning of this term with one typo: "cassabl" is one of "casablanca". */
export function isNearPrefix(word: string, term: string): boolean {
  if (word.length < MIN_UNFINISHED_LETTERS || !/^[a-z]+$/.test(word)) return false;
  const lengths = [word.length - 1, word.length, word.length + 1];
  return lengths.some((length) => length <= term.length && distance.betweenTexts(word, term.slice(0, length), 1) <= 1);
}

/**
 * The parts of all pairs of terms that give the word when they are written as one. The parts of a pair are
 * neighbours.
 */
export function splitsInto(word: string, terms: readonly string[]): string[] {
  const parts: string[] = [];
  if (allowedTypos(word) === 0) return parts;
  for (const left of terms) {
    if (left.length < MIN_SPLIT_LETTERS || word.length - left.length < MIN_SPLIT_LETTERS) continue;
    const right = word.startsWith(left) ? word.slice(left.length) : undefined;
    if (right !== undefined && terms.includes(right)) parts.push(left, right);
  }
  return parts;
}
