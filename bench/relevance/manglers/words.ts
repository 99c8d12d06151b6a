import { pick, randomInt, type Random } from '../../../server/testing/random.ts';

/** Manglers take a title and return it with one change, or `undefined` if the title does not allow the change. */

/** A part of a split word is at least this long and occurs in at least this many synopses. */
const MIN_PART_LETTERS = 3;
const MIN_PART_FREQUENCY = 20;

const LONG_WORD = /(?<![\p{L}\p{M}\p{N}'’-])[a-z]{6,}(?![\p{L}\p{M}\p{N}'’-])/giu;

/**
 * Writes one word as two: "Deadpool" becomes "Dead pool". Both parts must be words. If there are several places to
 * split, the one with the most frequent parts is used.
 *
 * @param frequency returns the number of texts in which a lower-case word occurs
 */
export function splitWord(random: Random, title: string, frequency: (word: string) => number): string | undefined {
  const splits = [...title.matchAll(LONG_WORD)].flatMap(({ 0: word, index }) => {
    const at = bestSplit(word.toLowerCase(), frequency);
    return at === undefined ? [] : [`${title.slice(0, index + at)} ${title.slice(index + at)}`];
  });
  return splits.length === 0 ? undefined : pick(random, splits);
}

function bestSplit(word: string, frequency: (word: string) => number): number | undefined {
  let best: number | undefined;
  let most = MIN_PART_FREQUENCY - 1;
  for (let at = MIN_PART_LETTERS; at <= word.length - MIN_PART_LETTERS; at += 1) {
    const parts = Math.min(frequency(word.slice(0, at)), frequency(word.slice(at)));
    if (parts > most) [best, most] = [at, parts];
  }
  return best;
}

/** Writes two neighbouring words as one: "Star Wars" becomes "StarWars". */
export function joinTwoWords(random: Random, title: string): string | undefined {
  const gaps = [...title.matchAll(/(?<=\p{L}{2}) (?=\p{L}{2})/gu)].map(({ index }) => index);
  if (gaps.length === 0) return undefined;
  const at = pick(random, gaps);
  return title.slice(0, at) + title.slice(at + 1);
}

/** Writes a title of two to four words without spaces: "La La Land" becomes "LaLaLand". */
export function joinAllWords(title: string): string | undefined {
  const words = title.split(' ');
  return words.length >= 2 && words.length <= 4 && words.every(isPlain) ? words.join('') : undefined;
}

/** Swaps two neighbouring words: "Dead Poets Society" becomes "Poets Dead Society". */
export function swapWords(random: Random, title: string): string | undefined {
  const words = title.split(' ');
  const places = words.flatMap((word, i) => {
    const next = words[i + 1] ?? '';
    return isPlain(word) && isPlain(next) && word.toLowerCase() !== next.toLowerCase() ? [i] : [];
  });
  if (places.length === 0) return undefined;
  const at = pick(random, places);
  return [...words.slice(0, at), words[at + 1], words[at], ...words.slice(at + 2)].join(' ');
}

/** Leaves out one word of a title of at least three: "Dead Poets Society" becomes "Dead Society". */
export function forgetWord(random: Random, title: string): string | undefined {
  const words = title.split(' ');
  if (words.length < 3) return undefined;
  const at = randomInt(random, words.length);
  return words.filter((_, i) => i !== at).join(' ');
}

/** Words that people add to a title in a search box for films. */
const ADDED = ['trailer', 'online', 'cast', 'original', 'hd', 'english', 'full', 'watch', 'review', 'ending'];

/** Adds a word that is not in the title, before or after it. */
export function addWord(random: Random, title: string): string {
  const added = pick(random, ADDED);
  return random() < 0.5 ? `${added} ${title}` : `${title} ${added}`;
}

function isPlain(word: string): boolean {
  return /^\p{L}+$/u.test(word);
}
