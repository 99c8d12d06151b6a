import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../testing/builders/any-character.ts';
import { tokenize } from './fold-text.ts';
import { genreKey, joinInitials, personKey, respacedNames, titleSortKey } from './keys.ts';

describe('the key of a person', () => {
  test.each([
    [['J.K. Simmons', 'J. K. Simmons', 'JK Simmons', 'j k simmons'], 'jk simmons'],
    [['W.C. Fields', 'W. C. Fields', 'WC Fields'], 'wc fields'],
    [['ZaSu Pitts', 'Zasu Pitts', 'ZASU PITTS'], 'zasu pitts'],
    [['Toshirō Mifune', 'Toshiro Mifune', 'Toshiro\u0304 Mifune'], 'toshiro mifune'],
    [['Jean-Claude Van Damme', 'Jean Claude Van Damme'], 'jean claude van damme'],
    [['Sammy Davis Jr.', 'Sammy Davis, Jr.'], 'sammy davis jr'],
    [["Peter O'Toole", 'Peter O’Toole'], 'peter otoole'],
    [['Samuel L. Jackson', 'Samuel L Jackson'], 'samuel l jackson'],
  ])('is the same for %j', (names, key) => {
    for (const name of names) expect(personKey(name)).toBe(key);
  });

  test.each([
    ['J.K. Simmons', 'J. Simmons'],
    ['Samuel L. Jackson', 'Samuel Jackson'],
    ['A. B. Walker', 'B. A. Walker'],
  ])('differs for %j and %j', (one, other) => {
    expect(personKey(one)).not.toBe(personKey(other));
  });
});

test('the key of a name without a letter or digit is the name itself', () => {
  expect(personKey(' 🎬 ')).toBe('🎬');
  expect(personKey('!!')).not.toBe(personKey('??'));
  expect(personKey('\u0301')).toBe('\u0301');
  expect(personKey('  ')).toBe('');
});

test('the other spacings of a typed name have one space more or one space less', () => {
  const words = new Set(['robert', 'de', 'niro', 'rob', 'ert', 'pacino', 'al', 'a', 'l']);
  const respaced = (name: string) =>
    respacedNames(name.split(' '), (word) => words.has(word)).map((terms) => terms.join(' '));
  expect(respaced('robert deniro')).toEqual(['rob ert deniro', 'robert de niro']);
  expect(respaced('al pac ino')).toEqual(['al pacino']);
  expect(respaced('pacinoal')).toEqual(['pacino al']);
  expect(respaced('pacinoxx')).toEqual([]);
  expect(respaced('al')).toEqual([]);
});

test('only neighbouring initials are joined', () => {
  expect(joinInitials(['m', 'emmet', 'j', 'r', 'r', 'x'])).toEqual(['m', 'emmet', 'jrrx']);
  expect(joinInitials(['jk', 'simmons'])).toEqual(['jk', 'simmons']);
});

test('the key of a genre ignores case, diacritics and surrounding spaces', () => {
  expect(genreKey(' COMÉDIE')).toBe(genreKey('comedie'));
  expect(genreKey('Sport')).not.toBe(genreKey('Sports'));
});

describe('the sort key of a title', () => {
  test.each([
    [['9', '10', '21', '300', '1984', '20,000 Leagues Under the Sea', 'A.I. Artificial Intelligence', 'Airplane!']],
    [['Abyss', 'A.I.', 'Aida']],
    [['The Godfather', 'The Godfather Part II', 'Godzilla']],
    [['Rocky', 'Rocky 2', 'Rocky 9', 'Rocky 10']],
    [['Amelia', 'Amélie', 'Amen']],
    [['A', 'A Trip to the Moon']],
    [['Apollo 13', 'Apollo 99999999999', 'Apollo Creed']],
    [['M*A*S*H', 'Masher']],
    [['Agent 0', 'Agent 6', 'Agent 007', 'Agent 8', 'Agent 010']],
  ])('keeps the order of %j', (titles) => {
    const keys = titles.map((title) => titleSortKey(title));
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(titles.length);
  });

  test('is well-formed, and has at most 200 code units', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 150, maxLength: 300 }), (title) => {
        const key = titleSortKey(title.toWellFormed());
        expect(key.isWellFormed()).toBe(true);
        expect(key.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

test.each(['The Godfather', '20,000 Leagues', 'A.I.'])(
  'the sort key of %s is the same if its words are given',
  (title) => {
    expect(titleSortKey(title, tokenize(title))).toBe(titleSortKey(title));
  },
);

test.each([
  ['M.Night', 'm night'],
  ['J K Movie', 'j k movie'],
  ['J.K. Movie', 'jk movie'],
])('the sort key of %s joins only initials with a dot between them: %s', (title, key) => {
  expect(titleSortKey(title)).toBe(key);
});

test('a long sort key is not cut inside a character', () => {
  const letters = 'a'.repeat(199);
  expect(titleSortKey(`${letters}𐐷`)).toBe(letters);
  expect(titleSortKey(`${letters}bc`)).toBe(`${letters}b`);
});
