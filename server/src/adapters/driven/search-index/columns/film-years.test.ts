import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FILM_BOUNDS } from '../../../../domain/film.ts';
import { addBit, bitWords, forEachBit, type Bits } from '../structures/bits.ts';
import { FilmYears } from './film-years.ts';

const { yearMin, yearMax } = FILM_BOUNDS;
const anyYear = fc.integer({ min: yearMin, max: yearMax });
const anyBound = fc.oneof(
  anyYear,
  fc.constantFrom(-Infinity, Infinity, yearMin - 1, yearMax + 1, 1979, 1980, 1989, 1990),
);
const anyYears = fc.array(fc.oneof(anyYear, fc.integer({ min: 1975, max: 1992 })), { maxLength: 100 });

function filmYears(years: readonly number[]): FilmYears {
  const byYear = Uint32Array.from(years, (_, film) => film).sort((a, b) => years[a]! - years[b]!);
  return new FilmYears(
    () => byYear,
    Uint8Array.from(years, (year) => year - yearMin),
  );
}

function bitsOf(films: readonly number[], size: number): Bits {
  const bits = new Int32Array(bitWords(size));
  for (const film of films) addBit(bits, film);
  return bits;
}

describe('FilmYears', () => {
  test('gives the same films as a filter, for every range of years', () => {
    fc.assert(
      fc.property(anyYears, fc.array(fc.tuple(anyBound, anyBound), { maxLength: 5 }), (years, ranges) => {
        const filmsOf = filmYears(years);
        for (const [from, to] of ranges) {
          const bits = bitsOf([], years.length);
          filmsOf.addYears(from, to, bits);
          const found: number[] = [];
          forEachBit(bits, (film) => found.push(film));
          expect(found).toEqual(years.flatMap((year, film) => (year >= from && year <= to ? [film] : [])));
        }
      }),
      { seed: 1 },
    );
  });

  test('counts the films before a year', () => {
    fc.assert(
      fc.property(anyYears, anyBound, (years, bound) => {
        expect(filmYears(years).countBefore(bound)).toBe(years.filter((year) => year < bound).length);
      }),
      { seed: 1 },
    );
  });

  test('counts the decades of a few films and of many films', () => {
    fc.assert(
      fc.property(anyYears, fc.nat({ max: 100 }), (years, some) => {
        const films = [...years.keys()].slice(0, some);
        const counts = new Uint32Array(yearMax / 10 + 1);
        filmYears(years).tallyDecades(bitsOf(films, years.length), films.length, counts);
        const expected = new Uint32Array(counts.length);
        for (const film of films) expected[Math.floor(years[film]! / 10)]! += 1;
        expect(counts).toEqual(expected);
      }),
      { seed: 1 },
    );
  });
});
