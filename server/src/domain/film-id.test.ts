import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../testing/builders/any-character.ts';
import { filmSlug, isFilmId, numberedFilmId } from './film-id.ts';

describe('filmSlug', () => {
  test.each([
    ['The Godfather', 1972, 'the-godfather-1972'],
    ['Amélie', 2001, 'amelie-2001'],
    ['8½', 1963, '8-1-2-1963'],
    ['WALL·E', 2008, 'wall-e-2008'],
    ["Ocean's Eleven", 2001, 'oceans-eleven-2001'],
    ['Fast & Furious', 2009, 'fast-and-furious-2009'],
    ['Łódź Øre Straße', 1999, 'lodz-ore-strasse-1999'],
    ['Romeo + Juliet', 1996, 'romeo-juliet-1996'],
    ["Rock'n'Roll", 1997, 'rocknroll-1997'],
    ['R.S.V.P.', 1921, 'r-s-v-p-1921'],
    ["23 1/2 Hours' Leave", 1919, '23-1-2-hours-leave-1919'],
    ['ʻOhana', 2020, 'ohana-2020'],
    ['Ħaż-Żebbuġ', 2020, 'haz-zebbug-2020'],
    ['Eŋŋ', 2020, 'enn-2020'],
    ['١٩٨٤', 1984, '1984-1984'],
    ['七人の侍', 1954, 'film-1954'],
    ['!!!', 2000, 'film-2000'],
    ['七 Jaws 人の Two 侍', 1954, 'jaws-two-1954'],
  ])('%s (%i) becomes %s', (title, year, slug) => {
    expect(filmSlug(title, year)).toBe(slug);
  });

  test('cuts a long title between words and leaves room for a suffix', () => {
    const slug = filmSlug('word '.repeat(100), 1999);
    expect(slug).toMatch(/^(word-)+1999$/);
    expect(slug.length).toBeLessThanOrEqual(119);
  });

  test.each([
    ['that fits is kept whole', `${'a'.repeat(100)} ${'b'.repeat(13)}`, `${'a'.repeat(100)}-${'b'.repeat(13)}`],
    ['loses a word that does not fit', `${'a'.repeat(100)} ${'b'.repeat(14)}`, 'a'.repeat(100)],
    ['keeps the words that fit exactly', `${'a'.repeat(114)} bb`, 'a'.repeat(114)],
    ['of one long word is cut inside it', 'a'.repeat(115), 'a'.repeat(114)],
  ])('a title %s', (_what, title, words) => {
    expect(filmSlug(title, 1999)).toBe(`${words}-1999`);
  });

  test('makes valid ids for any title, with and without a number', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 300 }),
        fc.integer({ min: 1870, max: 2100 }),
        fc.integer({ min: 1, max: 2 ** 20 }),
        (title, year, ordinal) => {
          const id = numberedFilmId(filmSlug(title, year), ordinal);
          expect(isFilmId(id)).toBe(true);
          expect(id).not.toMatch(/--|^-|-$/);
        },
      ),
    );
  });
});

test('the first id to try is the slug itself; the others have a number', () => {
  expect([1, 2, 3].map((ordinal) => numberedFilmId('jaws-1975', ordinal))).toEqual([
    'jaws-1975',
    'jaws-1975-2',
    'jaws-1975-3',
  ]);
});
