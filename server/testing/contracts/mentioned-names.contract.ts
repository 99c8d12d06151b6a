import { describe, expect } from '@jest/globals';
import type { FilmAttributes } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import type { IndexAnswer } from '../../src/ports/film-search.ts';
import { promisedTests, type Exception } from './promised-tests.ts';
import type { TestedSearch } from './tested-search.ts';

const QUERY = { cast: [], genres: [], sort: 'relevance', limit: 100, facets: [] } as const;

/** Eight films that mention Ann Lee, the best-known first. */
const MENTIONING: Record<string, FilmAttributes> = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    `m${String(8 - i)}`,
    {
      title: `Title ${String.fromCharCode(97 + i).repeat(3)}`,
      year: 2008,
      popularity: 90 - i,
      extract: 'In Rome, Ann Lee Films a duel.',
    },
  ]),
);
const MENTIONED = Object.keys(MENTIONING);

const OTHERS: Record<string, FilmAttributes> = {
  title: { title: 'Meeting Ann Lee', year: 1990 },
  actor: { title: 'Storm', year: 1991, cast: ['Ann Lee'] },
  actress: { title: 'Storms', year: 1991, cast: ['Ann Lee'] },
  director: { title: 'Storm Front', year: 1991, directors: ['Ann Lee'] },
  part: { title: 'Wind', year: 1992, cast: ['Ann Lee Smith'] },
  words: { title: 'Lee', year: 1993, cast: ['Ann Smith'] },
  lower: { title: 'Rain', year: 1994, extract: 'It rains on the lee, and ann is a word.' },
  apart: { title: 'Snow', year: 1995, extract: 'In Rome, Ann fights and Lee sleeps.' },
};

/** The films of a person of this name. If there were only two, four times as many films would mention it. */
const NAMED = ['actor', 'director', 'actress'];

/** How a FilmSearch answers queries that are names in synopses. */
export function mentionedNamesContract(
  load: (films: Record<string, FilmAttributes>) => Promise<TestedSearch>,
  exceptions: readonly Exception[],
): void {
  const test = promisedTests(exceptions);
  const find = (search: TestedSearch, query: Partial<FilmQuery>): Promise<IndexAnswer> =>
    search.search({ ...QUERY, ...query });
  const ids = ({ items }: IndexAnswer) => items.map(({ id }) => id);

  describe('a name that many synopses mention', () => {
    test('finds the films that mention it, after titles and full names, and before parts of names', async () => {
      const result = await find(await load({ ...MENTIONING, ...OTHERS }), { q: 'ann lee' });
      expect(ids(result)).toEqual([...NAMED, 'title', ...MENTIONED, 'part', 'words']);
      expect(result).toMatchObject({ total: 14, isPartial: false, lacksSynopses: false });
      expect(result.plot?.items).toEqual(result.items.map(({ id }) => MENTIONED.includes(id)));
    });

    test('finds the films that mention it before those of a person, if they are four times as many', async () => {
      const { director, ...others } = OTHERS;
      const search = await load({ ...MENTIONING, ...others });
      const first = await find(search, { q: 'ann lee', limit: 10, explain: true });
      expect(ids(first)).toEqual(['title', ...MENTIONED, 'part']);
      // With a third film of the person, the first page would list all three first.
      await search.apply([{ id: 'director', version: 1, changedAtMs: 0, attributes: director }]);
      const second = await find(search, { q: 'ann lee', cursor: first.nextCursor, explain: true });
      expect(ids(second)).toEqual([...NAMED, 'words']);
      expect(second.explanations?.[0]?.rule).toBe('name-words');
      expect(ids(await find(search, { q: 'ann lee' })).slice(0, 3)).toEqual(NAMED);
    });

    test('is in a title only if its words follow each other', async () => {
      const search = await load({
        ...MENTIONING,
        phrase: { title: 'Meeting Ann Lee', year: 1990 },
        apart: { title: 'Ann and the Lee', year: 1990 },
        both: { title: 'Ann of the Lee', year: 1990, popularity: 100, extract: 'Here Ann Lee fights.' },
      });
      const { items } = await find(search, { q: 'ann lee' });
      expect(items.map(({ id }) => id)).toEqual(['phrase', 'both', ...MENTIONED, 'apart']);
    });

    test.each([
      ['hundred', 'One Hundred and One Dogs'],
      ['hundred and', 'One Hundred and One Dogs'],
      ['of fifty', 'North of Fifty-Three'],
    ])('is in a title although the title has it inside a number: %p', async (q, title) => {
      const extract = 'In Rome, the Hundred of Fifty win.';
      const films = Object.entries(MENTIONING).map(([id, film]): [string, FilmAttributes] => [
        id,
        { ...film, extract },
      ]);
      const search = await load({ ...Object.fromEntries(films), number: { title, year: 1990 } });
      const { items, explanations } = await find(search, { q, explain: true });
      expect(items.map(({ id }) => id)).toEqual(['number', ...MENTIONED]);
      expect(explanations?.[0]?.rule).toBe('title-words');
    });

    test.each(['ann lee', 'Ann Lees', 'ann lee movie', 'ann lee 2008', 'lee', 'lee films', 'Rome'])(
      'may be typed with another ending, with optional words or with fewer words: %p',
      async (q) => {
        const { items, total } = await find(await load(MENTIONING), { q });
        expect({ total, first: items[0]?.id }).toEqual({ total: 8, first: 'm8' });
      },
    );

    test('is not the first word of a sentence', async () => {
      const extract = 'Tonight in Rome, Ann Lee fights.';
      const films = Object.entries(MENTIONING).map(([id, film]): [string, FilmAttributes] => [
        id,
        { ...film, extract },
      ]);
      const { explanations } = await find(await load(Object.fromEntries(films)), { q: 'tonight', explain: true });
      expect(new Set(explanations?.map(({ rule }) => rule))).toEqual(new Set(['synopsis']));
    });

    test('does not highlight similar words in films that mention it, whatever the order of the films', async () => {
      const films = Object.entries(MENTIONING).map(([id, film]): [string, FilmAttributes] => [
        id,
        { ...film, extract: 'In Rome, Ann Leeson paints.', ...(id === 'm1' && { title: 'Leesom', year: 1950 }) },
      ]);
      const search = await load(Object.fromEntries(films));
      for (const query of [{ sort: 'year' }, { yearTo: 1950 }, { yearTo: 1950, explain: true }, {}] as const) {
        const { items, highlights } = await find(search, { q: 'ann leeson', ...query });
        expect(highlights[items.findIndex(({ id }) => id === 'm1')]?.title).toEqual([]);
      }
    });

    test('is explained by each word of the name, even if initials are joined', async () => {
      const films = Object.entries(MENTIONING).map(([id, film]): [string, FilmAttributes] => [
        id,
        { ...film, extract: 'It is a novel by J. K. Lee.' },
      ]);
      const { explanations, total } = await find(await load(Object.fromEntries(films)), { q: 'jk lee', explain: true });
      expect({ total, words: explanations?.[0]?.words }).toEqual({
        total: 8,
        words: [
          { word: 'jk', how: 'stem', text: 'jk' },
          { word: 'lee', how: 'stem', text: 'lee' },
        ],
      });
    });

    test('is no longer looked for if a tenth film has it in the title or as a full name', async () => {
      const named = Object.fromEntries(
        Array.from({ length: 10 }, (_, i): [string, FilmAttributes] => [
          `n${String(i)}`,
          i % 2 === 0
            ? { title: `Ann Lee ${String(i)}`, year: 1950 }
            : { title: `Storm ${String(i)}`, year: 1950, cast: ['Ann Lee'] },
        ]),
      );
      const { n9, ...nine } = named;
      const search = await load({ ...MENTIONING, ...nine });
      expect((await find(search, { q: 'ann lee' })).total).toBe(17);
      await search.apply([{ id: 'n9', version: 1, changedAtMs: 0, attributes: n9 }]);
      expect((await find(search, { q: 'ann lee' })).total).toBe(10);
    });

    test('is not a name if only seven synopses mention it', async () => {
      const { m1, ...seven } = MENTIONING;
      const search = await load({ ...seven, ...OTHERS });
      expect(ids(await find(search, { q: 'ann lee' }))).toEqual([...NAMED, 'title', 'part', 'words']);
      // Which names are known is decided when all films are loaded.
      await search.apply([{ id: 'm1', version: 1, changedAtMs: 0, attributes: m1 }]);
      expect((await find(search, { q: 'ann lee' })).total).toBe(6);
    });

    test('is found in edited synopses at once', async () => {
      const search = await load(MENTIONING);
      const extract = 'A whale meets Ann Lee.';
      await search.apply([
        { id: 'm1', version: 2, changedAtMs: 0, attributes: { title: 'Title', year: 2001, extract: 'A whale sings.' } },
        { id: 'new', version: 1, changedAtMs: 0, attributes: { title: 'Whale', year: 2020, extract } },
      ]);
      const found = ids(await find(search, { q: 'ann lee' }));
      expect([found.length, found.includes('m1'), found.includes('new')]).toEqual([8, false, true]);
    });

    test('has pages on which no unchanged film is repeated or skipped, although films are edited in between', async () => {
      const search = await load({ ...MENTIONING, ...OTHERS });
      const query = { q: 'ann lee', limit: 5 };
      const first = await find(search, query);
      const titles = Array.from({ length: 9 }, (_, i) => ({
        id: `t${String(i)}`,
        version: 1,
        changedAtMs: 0,
        attributes: { title: `Ann Lee ${String(i)}`, year: 1950 },
      }));
      await search.apply(titles);
      const second = await find(search, { ...query, cursor: first.nextCursor });
      const third = await find(search, { ...query, cursor: second.nextCursor });
      const old = [first, second, third].flatMap(ids).filter((id) => !/^t\d/.test(id));
      expect(old).toEqual([...NAMED, 'title', ...MENTIONED, 'part', 'words']);
    });

    test('has facets, filters and explanations', async () => {
      const genres: Record<string, string[]> = { m8: ['Drama'], m7: ['Drama', 'Comedy'] };
      const films = Object.entries(MENTIONING).map(([id, film]): [string, FilmAttributes] => [
        id,
        { ...film, genres: genres[id] ?? [] },
      ]);
      const search = await load(Object.fromEntries(films));
      const { facets } = await find(search, { q: 'ann lee', facets: ['genre'] });
      expect(facets.genre).toEqual([
        { value: 'Drama', count: 2 },
        { value: 'Comedy', count: 1 },
      ]);
      const comedies = await find(search, { q: 'ann lee', genres: ['Comedy'], explain: true });
      expect(comedies.explanations).toMatchObject([
        {
          rule: 'name-in-synopsis',
          words: [
            { word: 'ann', how: 'stem', text: 'ann' },
            { word: 'lee', how: 'stem', text: 'lee' },
          ],
        },
      ]);
    });
  });
}
