import { describe, expect, test } from '@jest/globals';
import { readQuery, yearTerms } from './readings.ts';

const readingsOf = (text: string) =>
  readQuery(text).readings.map(({ article, terms }) => [article, ...terms].filter((word) => word !== '').join(' '));

describe('the readings of a text', () => {
  test.each([
    ['jaws', ['jaws']],
    ['the godfather', ['the godfather']],
    ['trolls movie', ['trolls movie', 'trolls']],
    ['frozen the movie', ['frozen the movie', 'frozen']],
    ['cars 2007', ['cars 2007', 'cars']],
    ['cars movie 2007', ['cars movie 2007', 'cars movie', 'cars', 'cars 2007']],
    ['movies', ['movies']],
    ['the movie', ['the movie']],
    ['movies 1999', ['movies 1999', '1999']],
    ['1984', ['1984']],
  ])('of %j are %j', (text, readings) => {
    expect(readingsOf(text)).toEqual(readings);
  });

  test.each([
    ['g.i. j', ['gi j']],
    ['g.i. j ', ['gi j']],
    ['g.i. j.', ['gij']],
    ['g.i.j', ['gij']],
    ['g.i. jo', ['gi jo']],
    ['mr. t', ['mr t']],
    ['h. g. w', ['hg w']],
    ['a. i', ['ai']],
  ])('of %j join initials, but not an unfinished word: %j', (text, readings) => {
    expect(readingsOf(text)).toEqual(readings);
  });

  test.each([
    ['Godfather, The', ['the godfather']],
    ['Godfather , the ', ['the godfather']],
    ['Godfather, The (1972)', ['the godfather 1972', 'the godfather']],
    ['Godfather, The [1972]', ['the godfather 1972', 'the godfather']],
    ['Godfather, The 1972', ['the godfather 1972', 'the godfather']],
    ['Star Is Born, A', ['a star is born']],
    ['American Werewolf, An', ['an american werewolf']],
    ['Godfather, Then', ['godfather then']],
    ['Godfather, The End', ['godfather the end']],
    ['Godfather, The 19720', ['godfather the 19720']],
    [', The', ['the']],
  ])('of %j put the article first: %j', (text, readings) => {
    expect(readingsOf(text)).toEqual(readings);
  });
});

test.each([
  ['jaws', ['jaws'], []],
  ['new york new york', ['new', 'york'], []],
  ['a b c d e f g h a', ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'a'], []],
  ['trolls movie film movie', ['trolls'], ['movie', 'film']],
  ['frozen the movie', ['frozen'], ['movie']],
  ['into the wild movie', ['into', 'the', 'wild'], ['movie']],
  ['the movies', ['movies'], []],
  ['cars 2007', ['cars'], []],
  ['', [], []],
])('a film must have of %j the words %j, and may lack %j', (text, required, optional) => {
  expect(readQuery(text)).toMatchObject({ required, optional });
});

test.each([
  ['jaws', true],
  ['jaws 2', true],
  ['trolls movie', false],
  ['movie trolls', true],
  ['cars 2007', false],
  ['new york new york', false],
  ['movies 1999', true],
  ['', false],
])('whether the last word of %j may be unfinished: %s', (text, isUnfinished) => {
  expect(readQuery(text).isUnfinished).toBe(isUnfinished);
});

test.each([
  ['cars 2007', 2007],
  ['2001 a space odyssey', undefined],
  ['cars 12007', undefined],
  ['cars 207', undefined],
  ['cars x2007', undefined],
  ['cars 200x', undefined],
  ['cars 1869', undefined],
  ['cars 1870', 1870],
  ['cars 2100', 2100],
  ['cars 2101', undefined],
  ['2007', undefined],
  ['movies 1999', undefined],
  ['the movie 1999', undefined],
])('the year at the end of %j is %s', (text, year) => {
  expect(readQuery(text).year).toBe(year);
});

test('finds a year by itself and by its decade', () => {
  expect(yearTerms(1984)).toEqual(['1984', '1980s', '80s']);
  expect(yearTerms(2007)).toEqual(['2007', '2000s', '00s']);
});
