import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../src/domain/text/typo-rules.ts';
import { editDistance } from './edit-distance.ts';
import { hasAllWords } from './searchable-film.ts';

/** How many typos a name has; 0 if it has all the words as typed, Infinity if it is too different. */
export function nameEdits(
  terms: readonly string[],
  words: readonly string[],
  isUnfinished = !words.slice(0, -1).includes(words.at(-1) ?? ''),
): number {
  if (hasAllWords(terms, words, isUnfinished)) return 0;
  const distinct = [...new Set(words)];
  if (distinct.length > MAX_MISSPELT_WORDS) return Infinity;
  const from = (i: number): number => {
    const word = distinct[i];
    if (word === undefined) return 0;
    const mayGoOn = (at: number) => isUnfinished && at === distinct.length - 1;
    const single = wordEdits(terms, word, mayGoOn(i)) + from(i + 1);
    const next = distinct[i + 1];
    if (next === undefined) return single;
    const isJoined = hasAllWords(terms, [word + next], mayGoOn(i + 1));
    return isJoined ? Math.min(single, 1 + from(i + 2)) : single;
  };
  const edits = distinct.length === 0 ? Infinity : from(0);
  return edits > 2 ? Infinity : edits;
}

function wordEdits(terms: readonly string[], word: string, isUnfinished: boolean): number {
  if (hasAllWords(terms, [word], isUnfinished)) return 0;
  const allowed = allowedTypos(word);
  if (allowed === 0) return Infinity;
  const distances = terms.map((term) => editDistance(word, term)).filter((edits) => edits <= allowed);
  const splits = Array.from({ length: word.length }, (_, at) => [word.slice(0, at), word.slice(at)]);
  const isSplit = splits.some(
    (parts) => parts.every((part) => part.length >= MIN_SPLIT_LETTERS) && hasAllWords(terms, parts, false),
  );
  const begins = isUnfinished && /^[a-z]+$/.test(word) && terms.some((term) => beginsAlmost(term, word));
  return Math.min(...distances, ...(isSplit ? [1] : []), ...(begins ? [2] : []), Infinity);
}

export function beginsAlmost(term: string, word: string): boolean {
  if (word.length < MIN_UNFINISHED_LETTERS) return false;
  return Array.from(term, (_, i) => term.slice(0, i + 1)).some((start) => editDistance(start, word) <= 1);
}
