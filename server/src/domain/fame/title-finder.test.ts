import { describe, expect, test } from '@jest/globals';
import { TitleFinder } from './title-finder.ts';

const TITLES = [
  'Jaws',
  'Jaws 2',
  'Oh, God!',
  'The Thing',
  'Thing',
  'M*A*S*H',
  'Élisa',
  'eXistenZ',
  'Mission: Impossible',
  'Mission: Impossible Again',
  'Alien',
  'Zodiac',
  '007',
  '9 Lives',
];

function found(text: string): string[] {
  const titles: string[] = [];
  new TitleFinder(TITLES).forEach(text, ({ title, start, end }) => {
    expect(text.slice(start, end)).toBe(title);
    titles.push(title);
  });
  return titles;
}

/** A title that counts how often a title is compared with a text. */
class CountedTitle extends String {
  static reads = 0;

  override valueOf(): string {
    CountedTitle.reads += 1;
    return super.valueOf();
  }

  override toString(): string {
    CountedTitle.reads += 1;
    return super.toString();
  }
}

describe('TitleFinder', () => {
  test.each([
    ['finds titles between punctuation', '"Jaws", (Jaws) and M*A*S*H.', ['Jaws', 'Jaws', 'M*A*S*H']],
    ['finds the longest of the titles that start at the same place', 'Jaws 2 is not Jaws', ['Jaws 2', 'Jaws']],
    ['finds no title inside another title', 'The Thing', ['The Thing']],
    [
      'finds titles with punctuation inside or at the end',
      'Oh, God! Mission: Impossible',
      ['Oh, God!', 'Mission: Impossible'],
    ],
    [
      'finds the longest of the titles that have the same two first words',
      'Mission: Impossible Again, not Mission: Impossible Never',
      ['Mission: Impossible Again', 'Mission: Impossible'],
    ],
    ['finds titles that start with A, Z or a digit', 'Alien Zodiac 007 9 Lives', ['Alien', 'Zodiac', '007', '9 Lives']],
    ['finds a title after a space', ' Jaws  Jaws', ['Jaws', 'Jaws']],
    [
      'finds titles between quotes and dashes outside ASCII',
      '“Jaws” Jaws… ‐Jaws‐ Jaws\u206f',
      'Jaws Jaws Jaws Jaws'.split(' '),
    ],
    ['finds no title inside a longer word', 'Mission: Impossible Again2 Jaws漢 Jawsé McJaws', ['Mission: Impossible']],
    ['finds capitals outside ASCII', 'with Élisa', ['Élisa']],
    ['ignores other spellings', 'jaws JAWS Jawsome the thing', []],
    ['ignores titles that start with a small letter', 'eXistenZ', []],
    ['finds no title in an empty text', '', []],
    ['finds no title in spaces and symbols', '  —  …  ', []],
  ])('%s', (_what, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('compares a place of a text with few of many titles that begin with the same words', () => {
    const titles = Array.from({ length: 2_000 }, (_, i) => new CountedTitle(`The End ${String(i)}`));
    const finder = new TitleFinder([...titles, new CountedTitle('The End')] as unknown as string[]);
    CountedTitle.reads = 0;
    const places = 500;
    const text = 'The End. The End 1999x. '.repeat(places);
    const ends: string[] = [];
    finder.forEach(text, ({ start, end }) => ends.push(text.slice(start, end)));
    expect(CountedTitle.reads).toBeLessThan(20 * ends.length);
    expect(ends).toEqual(Array.from({ length: 2 * places }, () => 'The End'));
  });

  test('finds nothing if there are no titles', () => {
    new TitleFinder([]).forEach('Jaws', () => {
      throw new Error('found a title');
    });
  });
});
