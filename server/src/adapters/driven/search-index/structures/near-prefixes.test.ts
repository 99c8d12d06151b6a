import { expect, test } from '@jest/globals';
import { editDistance } from '../../../../../testing/oracle/edit-distance.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { SortedStrings } from './sorted-strings.ts';

/**
 * All words of up to five of these letters. There are so many that `SortedStrings` collects the beginnings of all
 * texts.
 */
const LETTERS = 'abcdefg';
const WORDS = wordsUpTo(5).sort((a, b) => (a < b ? -1 : 1));

function wordsUpTo(length: number): string[] {
  if (length === 0) return [''];
  const shorter = wordsUpTo(length - 1);
  const longest = shorter.filter((word) => word.length === length - 1);
  return [...shorter, ...longest.flatMap((word) => Array.from(LETTERS, (letter) => word + letter))];
}

test.each([4_500, 300])('finds the beginnings one edit away among about %d of the words', (share) => {
  // Without most of the words, many edited beginnings begin no text.
  const texts = WORDS.filter((_, i) => i % Math.max(1, Math.floor(WORDS.length / share)) === 0);
  const strings = new SortedStrings(
    sectionsOf((sections) => {
      SortedStrings.write(sections, texts);
    }),
  );
  for (const prefix of ['abcd', 'fade', 'zbcd', 'azcd', 'bacd', 'xabcd', 'axbcd', 'acbde', 'abz']) {
    const found = new Set<string>();
    strings.nearPrefixes(prefix, (from, to) => {
      for (const text of texts.slice(from, to)) found.add(text);
    });
    const lengths = [prefix.length - 1, prefix.length, prefix.length + 1];
    const isNear = (text: string) => lengths.some((length) => editDistance(prefix, text.slice(0, length)) <= 1);
    expect([...found].sort()).toEqual(texts.filter(isNear).sort());
  }
});
