import { describe, expect, test } from '@jest/globals';
import { alternativeTitlesOf, FILM_BOUNDS, summariseFilm, synopsisOf, type FilmAttributes } from './film.ts';

const JAWS: FilmAttributes = { title: 'Jaws', year: 1975 };

/** A film as an earlier version of Marquee stored it, when it did not check these attributes. */
function storedUnchecked(attributes: Readonly<Record<string, unknown>>): FilmAttributes {
  const film: unknown = { ...JAWS, ...attributes };
  return film as FilmAttributes;
}

describe('the synopsis of a film', () => {
  test.each([
    [{ extract: 'Jaws is a film.', plot: 'A shark attacks.' }, 'Jaws is a film. A shark attacks.'],
    [{ extract: 'Jaws is a film.' }, 'Jaws is a film.'],
    [{ plot: 'A shark attacks.' }, 'A shark attacks.'],
    [{}, undefined],
  ])('of %j is %j', (texts, synopsis) => {
    expect(synopsisOf({ ...JAWS, ...texts })).toBe(synopsis);
  });

  test('leaves out a plot that was stored unchecked and is not a text, or is too long', () => {
    const longest = 'x'.repeat(FILM_BOUNDS.plotLength);
    expect(synopsisOf(storedUnchecked({ plot: longest }))).toBe(longest);
    expect(synopsisOf(storedUnchecked({ plot: `${longest}x` }))).toBeUndefined();
    expect(synopsisOf(storedUnchecked({ plot: ['A shark'], extract: 'Jaws' }))).toBe('Jaws');
  });
});

describe('the summary of a film', () => {
  test('has what a row shows and nothing else', () => {
    const shown = {
      ...JAWS,
      cast: ['Roy Scheider'],
      directors: ['Steven Spielberg'],
      genres: ['Thriller'],
      thumbnail: 'https://example.com/jaws.jpg',
      thumbnailWidth: 220,
      thumbnailHeight: 340,
    };
    expect(summariseFilm('jaws-1975', { ...shown, extract: 'Jaws is a film.', studio: 'Universal' })).toEqual({
      id: 'jaws-1975',
      ...shown,
    });
  });

  test('has empty lists for lists that are absent, and no thumbnail if there is none', () => {
    expect(summariseFilm('jaws-1975', JAWS)).toStrictEqual({
      id: 'jaws-1975',
      ...JAWS,
      cast: [],
      directors: [],
      genres: [],
    });
  });

  test('has only valid directors, because earlier versions stored them unchecked', () => {
    const directors = ['Ann Lee', '', ' ', 7, 'x'.repeat(200), 'x'.repeat(201), 'Bo Li'];
    expect(summariseFilm('x', storedUnchecked({ directors })).directors).toEqual(['Ann Lee', 'x'.repeat(200), 'Bo Li']);
    expect(summariseFilm('x', storedUnchecked({ directors: 'Ann Lee' })).directors).toEqual([]);
    const many = Array.from({ length: 60 }, (_, i) => `Ann ${String(i)}`);
    expect(summariseFilm('x', storedUnchecked({ directors: many })).directors).toEqual(many.slice(0, 50));
  });
});

test('the alternative titles of a film are the valid ones', () => {
  const titles = ['Der weiße Hai', ' ', null, 'x'.repeat(500), 'x'.repeat(501)];
  expect(alternativeTitlesOf(storedUnchecked({ alternativeTitles: titles }))).toEqual([
    'Der weiße Hai',
    'x'.repeat(500),
  ]);
  expect(alternativeTitlesOf(JAWS)).toEqual([]);
});
