import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../../testing/builders/any-character.ts';
import { anyFilms, anyQuery } from '../../../../../testing/builders/any-films.ts';
import { summariseFilm } from '../../../../domain/film.ts';
import { highlightFilm, markerFor } from './highlights.ts';
import { planQuery } from '../match/query-plan.ts';

const EVERYTHING = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] } as const;

/** The title with brackets around the marked parts. */
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
    ['Straße', 'stra', '[Stra]ße'],
    ['Straße', 'stras', '[Straß]e'],
    ['Ame\u0301lie', 'ame', '[Ame\u0301]lie'],
    ["Don't Look Now", 'don', "[Don]'t Look Now"],
    ["Don't Look Now", 'dont', "[Don't] Look Now"],
    ["Wayne's World", 'wayne', "[Wayne]'s World"],
    ['ʻOhana Means', 'oh', '[ʻOh]ana Means'],
    ['Ħaż-Żebbuġ', 'hazz', '[Ħaż-Ż]ebbuġ'],
    ['Οδύσσεια', 'ΟΔΥΣ', '[Οδύσ]σεια'],
    ['8½ Women', '8 1/2', '[8][½] Women'],
    ['Rocky III', 'rocky thr', '[Rocky] [III]'],
    ['Rocky XI', 'rocky 1', '[Rocky] [XI]'],
    ['Malcolm X', 'malcolm 10', '[Malcolm] [X]'],
    ['Mister Smith', 'smith mr', '[Mister] [Smith]'],
    ['Twenty-One Days', 'days 21', '[Twenty-One] [Days]'],
    ['千と千尋の神隠し', '神隠し', '千と千尋の[神隠し]'],
    ['千と千尋の神隠し', '尋', '千と千[尋]の神隠し'],
    ['千と千尋の神隠し', 'し', '千と千尋の神隠[し]'],
    ['แฟนฉัน', 'ฉัน', 'แฟน[ฉัน]'],
    ['น้ำตก', 'นำ', 'น้ำตก'],
    ['한국', '하', '[한]국'],
    ['हिन्दी', 'हिन', '[हिन्दी]'],
    ['???', '?', '[?]??'],
    ['❤️ Love', 'love', '❤️ [Love]'],
    ['❤️', '❤', '[❤️]'],
    ['مُحَمَّد', 'محم', '[مُحَمَّ]د'],
    ['Spider-Man', 'spiderman', '[Spider-Man]'],
    ['Spider-Man', 'spider', '[Spider]-Man'],
    ['Spider-Man', 'spiderm', '[Spider-M]an'],
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
  ])('if typos are tolerated: %s, %s', (title, q, expected) => {
    expect(marked(title, q)).toBe(title);
    expect(marked(title, q, true)).toBe(expected);
  });

  test('are ascending ranges inside the texts and do not overlap', () => {
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

  test('never cut a character, and include its combining marks', () => {
    const letters = fc.constantFrom(
      ...[
        'e',
        'e\u0301',
        'é',
        'ß',
        'ﬁ',
        'ﷺ',
        '½',
        "'",
        ' ',
        '-',
        'ς',
        '千',
        'と',
        'か\u3099',
        'ｶﾞ',
        'น้ำ',
        'ฉั',
        'हि',
        'न्दी',
      ],
      ...['한', '\u1112\u1161\u11ab', 'مُ', 'ـ', '👩‍👩‍👧', '❤️', '🇯🇵', '\ud83d', '\u0301', '\u200d', '７', '२'],
    );
    const anyTitle = fc.oneof(
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }),
      fc.array(letters, { minLength: 1, maxLength: 10 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyTitle, fc.nat(20), fc.nat(20), fc.boolean(), (title, from, length, isLenient) => {
        const q = title.slice(from % title.length, (from % title.length) + length + 1);
        const marker = markerFor(planQuery({ ...EVERYTHING, q }), isLenient);
        const bounds = new Set(Array.from(new Intl.Segmenter().segment(title), ({ index }) => index)).add(title.length);
        for (const range of highlightFilm(summariseFilm('x', { title, year: 2000 }), marker).title) {
          for (const place of range) expect(bounds).toContain(place);
        }
      }),
      { numRuns: 500 },
    );
  });
});
