import { pick, randomInt, type Random } from '../../server/testing/random.ts';

const ONSETS = 'b c d f g h j k l m n p r s t v w z bl br ch cl cr dr fl fr gl gr pl pr sh sl st str th tr'.split(' ');
const NUCLEI = 'a a a e e e i i o o u ea ai oo ie ou'.split(' ');
const CODAS = ['', '', '', '', ...'n r l s t m d k ng nd st ck rt'.split(' ')];

/**
 * The most common words of English titles. They come first in every vocabulary, so that stop words are as frequent as
 * in real titles.
 */
const COMMONEST = 'the of a and in to man love on for girl from night my woman at i little with lady'.split(' ');

/** Makes distinct words that resemble those of a language, the most frequent first. */
export function makeVocabulary(random: Random, size: number): string[] {
  const words = new Set(COMMONEST.slice(0, size));
  while (words.size < size) words.add(makeWord(random));
  return [...words];
}

/** Makes names, which never include the common words. */
export function makeNames(random: Random, size: number): string[] {
  const names = new Set<string>();
  while (names.size < size) names.add(capitalise(makeWord(random)));
  return [...names];
}

export function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Makes a word of one to four syllables, mostly two. */
function makeWord(random: Random): string {
  const syllables = 1 + (random() < 0.8 ? 1 : 0) + (random() < 0.35 ? 1 : 0) + (random() < 0.1 ? 1 : 0);
  const parts = Array.from({ length: syllables }, () => pick(random, ONSETS) + pick(random, NUCLEI));
  const word = parts.join('') + pick(random, CODAS);
  return randomInt(random, 25) === 0 ? `${word}s` : word;
}
