import { expect, test } from '@jest/globals';
import { numberNames } from './number-names.ts';

test('names in more films come first, and the spellings of one name are neighbours, the most frequent first', () => {
  const casts = [['ZASU', 'Al', 'Zasu'], ['Zasu'], ['bo', 'Al', 'bo'], ['Zasu']];
  const { all, spellings, ofFilms } = numberNames(
    casts,
    (cast) => cast,
    (text) => text.toLowerCase(),
  );
  expect(all.map(({ key, size }) => ({ key, size }))).toEqual([
    { key: 'zasu', size: 3 },
    { key: 'al', size: 2 },
    { key: 'bo', size: 1 },
  ]);
  expect(spellings.map(({ text, number, films }) => ({ text, number, films }))).toEqual([
    { text: 'Zasu', number: 0, films: [0, 1, 3] },
    { text: 'ZASU', number: 1, films: [0] },
    { text: 'Al', number: 2, films: [0, 2] },
    { text: 'bo', number: 3, films: [2] },
  ]);
  expect(ofFilms.map((names) => names.map(({ text }) => text))).toEqual(casts);
});
