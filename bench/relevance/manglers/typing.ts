import { randomInt, type Random } from '../../../server/testing/random.ts';
import { makeTypo } from '../../search/workload/make-typo.ts';

/** One typo in a word of five letters or more. */
export function oneTypo(random: Random, title: string): string | undefined {
  return makeTypo(random, title)?.text;
}

/** Two typos, in one word or in two. */
export function twoTypos(random: Random, title: string): string | undefined {
  const first = makeTypo(random, title);
  return first && makeTypo(random, first.text)?.text;
}

const MIN_TYPED_LETTERS = 5;

/** A title whose last word, of seven letters or more, is unfinished and has a typo: "Casablanca" becomes "Cassabl". */
export function typoInUnfinishedWord(random: Random, title: string): string | undefined {
  const word = /(?:^| )([A-Za-z]{7,})$/.exec(title)?.[1];
  if (word === undefined) return undefined;
  // At least one letter is missing after the typo.
  const kept = MIN_TYPED_LETTERS + randomInt(random, word.length - 1 - MIN_TYPED_LETTERS);
  const typed = makeTypo(random, word.slice(0, kept))?.text;
  return typed === undefined ? undefined : title.slice(0, title.length - word.length) + typed;
}

/** The first letters of a title, four to eight of them, and never all. Spaces count as letters. */
export function beginning(random: Random, title: string): string | undefined {
  const length = 4 + randomInt(random, 5);
  const text = title.slice(0, length);
  return title.length > length && text.trim() === text ? text : undefined;
}
