import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyFilms, anyQuery } from '../../../../../testing/builders/any-films.ts';
import { summariseFilm } from '../../../../domain/film.ts';
import { highlightFilm, markerFor } from './highlights.ts';
import { planQuery } from '../match/query-plan.ts';

const EVERYTHING = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] } as const;

/** The title with what is marked in brackets. */
function marked(title: string, q: string, isLenient = false): string {
  const marker = markerFor(planQuery({ ...EVERYTHING, q }), isLenient);
  const ranges = highlightFilm(summariseFilm('x', { title, year: 2000 }), marker).title;
  return ranges.reduceRight(
    (text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
    title,
  );
}

describe('highlights', () => {
  test.each([
    ['The Godfather', 'the godf', 'The [Godf]ather'],
    ['Amélie', 'amelie', '[Amélie]'],
    ['Ünderground', 'under', '[Ünder]ground'],
    ['Straße', 'stra', '[Straße]'],
    ['Spider-Man', 'spiderman', '[Spider-Man]'],
    ['Spider-Man', 'spider', '[Spider]-Man'],
    ['Rocky II', 'rocky 2', '[Rocky] [II]'],
    ['Fast & Furious', 'and fast', '[Fast] [&] Furious'],
    ['Star Wars', 'wars star', '[Star] [Wars]'],
    ['Starry Star', 'star', '[Star]ry [Star]'],
  ])('%s, %s', (title, q, expected) => {
    expect(marked(title, q)).toBe(expected);
  });

  test.each([
    ['The Godfather', 'godfahter', 'The [Godfather]'],
    ['Star Wars', 'starwars', '[Star] [Wars]'],
    ['Stagecoach', 'stage coach', '[Stagecoach]'],
  ])('mistakes forgiven: %s, %s', (title, q, expected) => {
    expect(marked(title, q)).toBe(title);
    expect(marked(title, q, true)).toBe(expected);
  });

  test('are ascending ranges inside the texts that do not overlap', () => {
    fc.assert(
      fc.property(anyFilms(3), anyQuery, fc.boolean(), (films, query, isLenient) => {
        for (const { id, attributes } of films) {
          const film = summariseFilm(id, attributes);
          const { title, cast } = highlightFilm(film, markerFor(planQuery(query), isLenient));
          const texts = [{ text: film.title, ranges: title }];
          for (const { index, ranges } of cast) texts.push({ text: film.cast[index] ?? '', ranges });
          for (const { text, ranges } of texts) {
            const bounds = ranges.flat();
            expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
            expect(ranges.every(([start, end]) => start < end && end <= text.length)).toBe(true);
          }
        }
      }),
    );
  });
});
