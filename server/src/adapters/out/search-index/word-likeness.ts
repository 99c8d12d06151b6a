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

/** Whether two texts of words are the same when spaces do not count and so many letters may differ. */
export function isSameButForEdits(typed: string, key: string, edits: number): boolean {
  const a = typed.replaceAll(' ', '');
  const b = key.replaceAll(' ', '');
  if (Math.abs(a.length - b.length) > edits) return false;
  return distance.between(unitsOf(a), 0, a.length, unitsOf(b), 0, b.length, edits) <= edits;
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i += 1) units[i] = text.charCodeAt(i);
  return units;
}
