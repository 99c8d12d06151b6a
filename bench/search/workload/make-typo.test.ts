import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../server/testing/random.ts';
import { editDistance } from '../edit-distance.ts';
import { makeTypo, textsOneEditAway } from './make-typo.ts';

const TITLES = [
  'The Godfather',
  'Amélie from Montmartre',
  "Ocean's Eleven",
  'Seven Samurai',
  'Tooth Balloon',
  'Up',
  '8½',
];

test('makes exactly one edit, in a word of five or more letters', () => {
  const random = seededRandom(1);
  const kinds = new Set<string>();
  let firstLetters = 0;
  for (let i = 0; i < 5_000; i += 1) {
    const title = TITLES[i % TITLES.length] ?? '';
    const typed = makeTypo(random, title);
    if (!typed) continue;
    expect(editDistance(title, typed.text, 3)).toBe(1);
    expect(typed.text.length - title.length).toBe({ insert: 1, delete: -1, substitute: 0, swap: 0 }[typed.kind]);
    // A word does not change if it has a letter outside the English alphabet, an apostrophe, or fewer than five
    // letters.
    for (const word of title.match(/The|Amélie|from|Ocean's|8½/g) ?? []) expect(typed.text).toContain(word);
    kinds.add(typed.kind);
    if (/^.?(?:odfather|eventh? )/.test(typed.text.slice(4))) firstLetters += 1;
  }
  expect([...kinds].sort()).toEqual(['delete', 'insert', 'substitute', 'swap']);
  expect(firstLetters).toBeGreaterThan(0);
});

test('makes no typo in a title without a long word', () => {
  expect(makeTypo(seededRandom(1), 'Up and Me')).toBeUndefined();
});

test('lists all texts that are one edit away, and no other texts', () => {
  const texts = new Set(textsOneEditAway('ab'));
  for (const text of texts) expect(editDistance('ab', text, 2)).toBeLessThanOrEqual(1);
  for (const text of ['a', 'b', 'ba', 'cb', 'ac', 'cab', 'acb', 'abc', 'a b']) expect(texts).toContain(text);
});
