import { expect, test } from '@jest/globals';
import { texts } from './reason-texts.ts';

test.each([
  [{ word: 'jaws', how: 'exact', field: 'title', text: 'Jaws' }, 'is in the title'],
  [
    { word: 'scheider', how: 'exact', field: 'cast', text: 'Scheider', name: 'Roy Scheider' },
    'is in the name “Roy Scheider”',
  ],
  [
    { word: 'weisse', how: 'exact', field: 'alternativeTitle', text: 'weiße', name: 'Der weiße Hai' },
    'is in the alternative title “Der weiße Hai”',
  ],
  [{ word: 'casab', how: 'prefix', field: 'title', text: 'Casablanca' }, 'begins “Casablanca” in the title'],
  [
    { word: 'cassabl', how: 'prefix', field: 'title', text: 'Casablanca', edits: 1 },
    'begins “Casablanca” in the title, with 1 typo',
  ],
  [{ word: '2', how: 'equivalent', field: 'title', text: 'II' }, 'is another way to write “II” in the title'],
  [{ word: '80s', how: 'equivalent', field: 'year', text: '1984' }, 'is another way to write “1984” in the year'],
  [{ word: 'hrorrr', how: 'typo', field: 'genre', text: 'Horror', edits: 2 }, 'is “Horror” in the genre with 2 typos'],
  [{ word: 'dead', how: 'joined', field: 'title', text: 'Deadpool' }, 'is part of “Deadpool” in the title'],
  [
    { word: 'starwars', how: 'split', field: 'title', text: 'Star Wars' },
    'is “Star Wars” in the title, without spaces',
  ],
  [{ word: 'swimming', how: 'stem', text: 'swim' }, 'is in the synopsis or in another field, in a form of “swim”'],
  [
    { word: 'beach', how: 'synonym', text: 'seasid' },
    'has a synonym in the synopsis or in another field, in a form of “seasid”',
  ],
  [
    { word: 'dinasour', how: 'typo', text: 'dinosaur', edits: 2 },
    'has 2 typos, and is in the synopsis or in another field, in a form of “dinosaur”',
  ],
  [
    { word: 'stock', how: 'joined', text: 'stockbrok' },
    'is part of a word in the synopsis or in another field, in a form of “stockbrok”',
  ],
  [{ word: 'xylophone', how: 'missing' }, 'is missing'],
] as const)('%j %s', (word, expected) => {
  expect(texts.match(word)).toBe(expected);
});

test('a preference says what the film has, or does not have', () => {
  expect(texts.preference({ words: ['1942'], level: 'has' })).toBe('preferred, because it has “1942”');
  expect(texts.preference({ words: ['1942'], level: 'one-year-off' })).toContain('the year before or after “1942”');
  expect(texts.preference({ words: ['movie', 'film'], level: 'lacks' })).toContain('does not have “movie” or “film”');
});
