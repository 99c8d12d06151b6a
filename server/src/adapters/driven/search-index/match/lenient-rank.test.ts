import { expect, test } from '@jest/globals';
import { lenientRank } from './lenient-rank.ts';
import { rankOf } from './ranks.ts';

const FILM = {
  ...{ words: 3, inTitle: 3, edits: 0, misspelt: 0, missing: 0, level: 0 },
  ...{ lacksWord: false, isTogether: true, isOnlyBegun: false, isCovered: true },
};

test.each([
  [{ misspelt: 1, edits: 2 }, false, 'one-typo'],
  [{ misspelt: 1, edits: 2 }, true, 'one-typo-together'],
  [{ misspelt: 2, edits: 2 }, false, 'several-typos'],
  [{ misspelt: 2, edits: 2 }, true, 'several-typos'],
  [{ missing: 1 }, false, 'fewer-words'],
  [{ missing: 1, misspelt: 2, edits: 2 }, false, 'fewer-words'],
])('the rule of a film with %j (whether the words are known: %s) is %s', (film, areKnown, rule) => {
  expect(rankOf(lenientRank({ ...FILM, ...film }, areKnown)).name).toBe(rule);
});

test('within a rule, each detail counts more than all later ones', () => {
  const worst = { inTitle: 0, level: 2 };
  const ofManyWords = [
    {},
    { level: 1 },
    { level: 2 },
    { inTitle: 2 },
    worst,
    { isCovered: false },
    { ...worst, isCovered: false },
    { isOnlyBegun: true },
    { ...worst, isCovered: false, isOnlyBegun: true },
    { edits: 1 },
    { ...worst, isCovered: false, isOnlyBegun: true, edits: 1 },
    { isTogether: false },
  ];
  const ranks = ofManyWords.map((film) => lenientRank({ ...FILM, misspelt: 1, ...film }, false));
  expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
});

test('for one word, a title without other words counts more than fewer edits', () => {
  const ofOneWord = { ...FILM, words: 1, inTitle: 1, misspelt: 1 };
  const ranks = [
    { edits: 1, isCovered: true },
    { edits: 2, isCovered: true },
    { edits: 1, isCovered: false },
    { edits: 2, isCovered: false },
  ].map((film) => lenientRank({ ...ofOneWord, ...film }, false));
  expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
});

test('a film that lacks only numbers is ranked like one that has its words together', () => {
  const apart = { ...FILM, missing: 1, isTogether: false };
  expect(lenientRank(apart, false)).toBe(lenientRank({ ...apart, isTogether: true }, false));
  expect(lenientRank({ ...apart, lacksWord: true }, false)).toBeGreaterThan(lenientRank(apart, false));
});
