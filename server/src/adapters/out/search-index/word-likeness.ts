import { allowedTypos, MIN_SPLIT_LETTERS } from '../../../domain/typo-rules.ts';
import { EditDistance } from './structures/edit-distance.ts';

const distance = new EditDistance();

/** How many typos turn the term into the word; more than {@link allowedTypos} of the word when that is too many. */
export function typosBetween(word: string, term: string): number {
  const max = allowedTypos(word);
  if (Math.abs(word.length - term.length) > max) return max + 1;
  return distance.between(unitsOf(word), 0, word.length, unitsOf(term), 0, term.length, max);
}

/** Whether the word may be this term misspelt; not whether it is the term itself. */
export function isTypoOf(word: string, term: string): boolean {
  return word !== term && allowedTypos(word) > 0 && typosBetween(word, term) <= allowedTypos(word);
}

/** All pairs of the terms that make the word when written as one, one after the other. */
export function splitsInto(word: string, terms: readonly string[]): string[] {
  if (allowedTypos(word) === 0) return [];
  return terms.flatMap((left) => {
    const right = word.slice(left.length);
    const isSplit = left.length >= MIN_SPLIT_LETTERS && right.length >= MIN_SPLIT_LETTERS && word.startsWith(left);
    return isSplit && terms.includes(right) ? [left, right] : [];
  });
}

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
