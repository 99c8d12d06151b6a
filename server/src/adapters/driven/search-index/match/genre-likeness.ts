import { allowedTypos, MIN_UNFINISHED_LETTERS } from '../../../../domain/text/typo-rules.ts';
import { EditDistance } from '../structures/edit-distance.ts';
import type { QueryWord } from './query-plan.ts';
import { EDITS_OF_BEGINNING, MAX_NAME_EDITS } from './similar-names.ts';
import { typosBetween } from './word-likeness.ts';

/** How similar a text is to the name of a genre. */
export type Likeness = {
  /** 0 if each word, as typed, is the beginning of a word of the genre: "sci fi" is like "Science Fiction". */
  readonly edits: number;
  readonly isExact: boolean;
  /** Whether the genre's first word begins with the first word of the text. */
  readonly startsSo: boolean;
};

const distance = new EditDistance();

/** @returns `undefined` if a word is not in the genre's name, even with typos */
export function likenessOf(words: readonly QueryWord[], genre: readonly string[]): Likeness | undefined {
  let edits = 0;
  for (const word of words) {
    edits += genre.reduce((fewest, term) => Math.min(fewest, editsOf(word, term)), Infinity);
    if (edits > MAX_NAME_EDITS) return undefined;
  }
  return {
    edits,
    isExact: words.length === genre.length && words.every(({ term }, i) => term === genre[i]),
    startsSo: genre[0]?.startsWith(words[0]?.term ?? '') === true,
  };
}

function editsOf({ term: word, isUnfinished }: QueryWord, term: string): number {
  if (term.startsWith(word)) return 0;
  const most = allowedTypos(word);
  if (most === 0) return Infinity;
  const typos = typosBetween(word, term);
  if (typos <= most) return typos;
  return isUnfinished && word.length >= MIN_UNFINISHED_LETTERS && beginsWithTypo(word, term)
    ? EDITS_OF_BEGINNING
    : Infinity;
}

/** Whether the word is one edit away from a beginning of the term. */
function beginsWithTypo(word: string, term: string): boolean {
  return [-1, 0, 1].some((more) => distance.betweenTexts(word, term.slice(0, word.length + more), 1) <= 1);
}
