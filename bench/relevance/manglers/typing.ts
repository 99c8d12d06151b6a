import { randomInt, type Random } from '../../../server/testing/random.ts';
import { editDistance } from '../../search/edit-distance.ts';
import { makeTypo } from '../../search/workload/make-typo.ts';

/** One typo in a word of five letters or more. */
export function oneTypo(random: Random, title: string): string | undefined {
  return makeTypo(random, title)?.text;
}

/** Two typos, in one word or in two. */
export function twoTypos(random: Random, title: string): string | undefined {
  const first = makeTypo(random, title);
  const text = first && makeTypo(random, first.text)?.text;
  // The second typo may undo the first.
  return text !== undefined && editDistance(title, text, 2) === 2 ? text : undefined;
}

const MIN_TYPED_LETTERS = 6;
const MIN_MISSING_LETTERS = 2;

/** A title whose last word, of eight letters or more, is unfinished and has a typo: "Casablanca" becomes "Cassabl". */
export function typoInUnfinishedWord(random: Random, title: string): string | undefined {
  const word = /(?:^| )([A-Za-z]{8,})$/.exec(title)?.[1];
  if (word === undefined) return undefined;
  const kept = MIN_TYPED_LETTERS + randomInt(random, word.length - MIN_MISSING_LETTERS - MIN_TYPED_LETTERS + 1);
  const typed = makeTypo(random, word.slice(0, kept))?.text;
  return typed === undefined ? undefined : title.slice(0, title.length - word.length) + typed;
}

/** The first four to eight letters of a title, and never the whole title. Spaces count as letters. */
export function beginning(random: Random, title: string): string | undefined {
  const length = 4 + randomInt(random, 5);
  const text = title.slice(0, length);
  return title.length > length && text.trim() === text ? text : undefined;
}
