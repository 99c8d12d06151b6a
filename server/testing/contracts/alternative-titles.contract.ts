import { describe, expect } from '@jest/globals';
import type { Film, FilmAttributes } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import type { IndexAnswer } from '../../src/ports/film-search.ts';
import { promisedTests, type Exception } from './promised-tests.ts';
import type { TestedSearch } from './tested-search.ts';

const FILMS: Record<string, FilmAttributes> = {
  jaws: {
    title: 'Jaws',
    year: 1975,
    popularity: 90,
    cast: ['Roy Scheider'],
    directors: ['Steven Spielberg'],
    alternativeTitles: ['Der weiße Hai', 'Les Dents de la mer', 'Stillness in the Water'],
  },
  ring: {
    title: 'The Fellowship of the Ring',
    year: 2001,
    popularity: 90,
    alternativeTitles: ['LOTR', 'The Lord of the Rings: Part One'],
  },
  hai: { title: 'Hai', year: 1990, popularity: 1 },
  haibike: { title: 'Haibike', year: 1991, popularity: 1, cast: ['Jon Weiss'] },
  heat: {
    title: 'Heat',
    year: 1995,
    popularity: 50,
    cast: ['Al Pacino'],
    alternativeTitles: ['Fuego contra fuego', 'X'],
  },
  knight: { title: 'The Dark Knight', year: 2008, popularity: 90 },
  serial: { title: 'Shadows', year: 1960, popularity: 10, alternativeTitles: ['Dark Night', 'Roy Scheider'] },
};

/** The part of the contract of every FilmSearch that is about the attribute `alternativeTitles`. */
export function alternativeTitlesContract(makeSearch: () => TestedSearch, exceptions: readonly Exception[]): void {
  const test = promisedTests(exceptions);
  async function loaded(films: Record<string, FilmAttributes> = FILMS): Promise<TestedSearch> {
    const search = makeSearch();
    await search.load(inOneBatch(Object.entries(films).map(([id, attributes]) => ({ id, version: 1, attributes }))));
    return search;
  }

  const find = (search: TestedSearch, query: Partial<FilmQuery>): Promise<IndexAnswer> =>
    search.search({ cast: [], genres: [], sort: 'relevance', limit: 100, facets: [], explain: true, ...query });

  async function ranked(query: Partial<FilmQuery>): Promise<string[]> {
    const { items, explanations = [] } = await find(await loaded(), query);
    return items.map(({ id }, i) => `${id}: ${explanations[i]?.rule ?? ''}`);
  }

  describe('alternative titles', () => {
    test.each<[q: string, expected: string[]]>([
      ['der weiße hai', ['jaws: alternative-title']],
      ['DER WEISSE HAI', ['jaws: alternative-title']],
      ['derweissehai', ['jaws: alternative-title']],
      ['der weisse hai 1975', ['jaws: alternative-title']],
      ['der weisse hai movie', ['jaws: alternative-title']],
      ['lord of the rings part 1', ['ring: alternative-title']],
      ['thelordoftheringspartone', ['ring: alternative-title']],
      ['lotr', ['ring: alternative-title']],
      ['x', ['heat: alternative-title']],
      ['der weisse h', ['jaws: alternative-title-words-unfinished']],
      ['weisse hai', ['jaws: alternative-title-words']],
      ['dents mer', ['jaws: alternative-title-words']],
      ['hai', ['hai: title', 'haibike: title-completed', 'jaws: alternative-title-words']],
      ['weiss', ['haibike: name-words', 'jaws: alternative-title-words-unfinished']],
      ['wei', ['haibike: name-words-unfinished', 'jaws: alternative-title-words-unfinished']],
    ])('%p finds %p', async (q, expected) => {
      expect(await ranked({ q })).toEqual(expected);
    });

    test.each<[title: string, q: string]>([
      ['Der Hai', 'der hai 1999'],
      ['Der Hai 1999', 'der hai 1999'],
      ['Der Hai', 'der hai movie 1999'],
    ])('with the title %p, the year in %p is a preference unless the title contains it', async (title, q) => {
      const films = Object.fromEntries(
        [2000, 1990, 1999].map((year) => [
          String(year),
          { title: 'Jaws', year, popularity: year - 1950, alternativeTitles: [title] },
        ]),
      );
      const { items } = await find(await loaded(films), { q });
      expect(items[0]?.id).toBe(title.includes('1999') ? '2000' : '1999');
    });

    test('are suggested in the order in which search lists them', async () => {
      const search = await loaded({
        a: { title: 'A', year: 2000, popularity: 1, alternativeTitles: ['Der Hai 1999'] },
        b: { title: 'B', year: 2000, popularity: 9, alternativeTitles: ['Der Hai'] },
      });
      expect((await search.suggest('der hai 1999', 5)).map(({ text }) => text)).toEqual(['A', 'B']);
    });

    test('that are the query exclude films that match only with typos, if no film has all words', async () => {
      const search = await loaded({ ...FILMS, typo: { title: 'Derweisehai', year: 1999 } });
      expect((await find(search, { q: 'derweissehai' })).items.map(({ id }) => id)).toEqual(['jaws']);
    });

    test('of one or two letters must be typed in full, and abbreviations are not read in them', async () => {
      const films = { a: { title: 'A', year: 2000, alternativeTitles: ['The Saint', 'Up'] } };
      const rules = async (q: string) => (await find(await loaded(films), { q })).explanations?.map(({ rule }) => rule);
      expect(await rules('up')).toEqual(['alternative-title']);
      expect(await rules('u')).toEqual(['alternative-title-words-unfinished']);
      expect(await rules('st')).toEqual(['alternative-title-words']);
    });

    test('come before full names', async () => {
      expect(await ranked({ q: 'roy scheider' })).toEqual(['serial: alternative-title', 'jaws: full-name']);
    });

    test('mix with words of other fields', async () => {
      expect(await ranked({ q: 'weisse hai spielberg' })).toEqual(['jaws: all-words']);
      expect(await ranked({ q: 'hai jaws 1975' })).toEqual(['jaws: all-words']);
    });

    test('match as titles only if one title has all words; words from several titles count only as words of the film', async () => {
      expect(await ranked({ q: 'weisse mer' })).toEqual(['jaws: all-words']);
    });

    test('hide no film that is found without them', async () => {
      expect(await ranked({ q: 'dark night' })).toEqual(['serial: alternative-title', 'knight: title-typo']);
    });

    test('tolerate typos in their words', async () => {
      const answer = await find(await loaded(), { q: 'der weise hai' });
      expect(answer.items.map(({ id }) => id)).toEqual(['jaws']);
      expect(answer.explanations?.[0]).toMatchObject({ rule: 'one-typo' });
      expect(answer.didYouMean).toBe('Der weiße Hai');
      expect(answer.highlights[0]?.alternativeTitle).toEqual({
        text: 'Der weiße Hai',
        ranges: [
          [0, 3],
          [4, 9],
          [10, 13],
        ],
      });
    });

    test('are found by the parameter `title`, as the ranked text and as a filter', async () => {
      expect(await ranked({ title: 'weisse hai' })).toEqual(['jaws: alternative-title-words']);
      expect(await ranked({ title: 'lotr' })).toEqual(['ring: alternative-title']);
      expect(await ranked({ title: 'hai', q: 'spielberg' })).toEqual(['jaws: name-words']);
    });

    test('are suggested as the title of the film', async () => {
      expect(await (await loaded()).suggest('der weisse h', 5)).toEqual([
        { kind: 'title', text: 'Jaws', filmId: 'jaws', year: 1975 },
      ]);
    });

    test('that are not the whole text do not keep people with a typo out of the suggestions', async () => {
      const search = await loaded({
        a: { title: 'A', year: 2000, alternativeTitles: ['Marlon Brandi und so'] },
        b: { title: 'Marlon Brandt', year: 2001, cast: ['Marlon Brando'] },
      });
      expect((await search.suggest('marlon brandi', 5)).map(({ text }) => text)).toEqual([
        'A',
        'Marlon Brandt',
        'Marlon Brando',
      ]);
    });

    test('are named by explanations and highlights', async () => {
      const { explanations, highlights } = await find(await loaded(), { q: 'weisse ha' });
      expect(explanations?.[0]).toMatchObject({
        because: expect.stringContaining('alternative title'),
        words: [
          { word: 'weisse', how: 'exact', field: 'alternativeTitle', text: 'weiße', name: 'Der weiße Hai' },
          { word: 'ha', how: 'prefix', field: 'alternativeTitle', text: 'Hai', name: 'Der weiße Hai' },
        ],
      });
      expect(highlights).toEqual([
        {
          title: [],
          cast: [],
          director: [],
          alternativeTitle: {
            text: 'Der weiße Hai',
            ranges: [
              [4, 9],
              [10, 12],
            ],
          },
        },
      ]);
    });

    test('are marked as a whole if the words are spaced differently', async () => {
      const { explanations, highlights } = await find(await loaded(), { q: 'derweissehai' });
      expect(highlights[0]?.alternativeTitle).toEqual({ text: 'Der weiße Hai', ranges: [[0, 13]] });
      expect(explanations?.[0]?.words).toEqual([
        { word: 'derweissehai', how: 'split', field: 'alternativeTitle', text: 'Der weiße Hai', name: 'Der weiße Hai' },
      ]);
    });

    test.each(['relevance', 'title'] as const)(
      'are highlighted only if they have a word of the query that the film has nowhere else, sorted by %s',
      async (sort) => {
        const films = {
          a: { title: 'Star Wars', year: 1977, cast: ['Mark Hamill'], alternativeTitles: ['Wars of Mark'] },
        };
        const search = await loaded(films);
        const alternative = async (q: string) =>
          (await find(search, { q, sort })).highlights[0]?.alternativeTitle?.text;
        expect(await alternative('star wars')).toBeUndefined();
        expect(await alternative('starwars')).toBeUndefined();
        expect(await alternative('wars mark')).toBeUndefined();
        expect(await alternative('star wrs')).toBeUndefined();
        expect(await alternative('wars of')).toBe('Wars of Mark');
        expect(await alternative('warsofmark')).toBe('Wars of Mark');
      },
    );

    test('are searched at once after an edit, and no longer after they are gone', async () => {
      const search = await loaded();
      const change = (id: string, version: number, alternativeTitles?: string[]) => ({
        id,
        version,
        changedAtMs: 0,
        attributes: { title: 'Heat', year: 1995, alternativeTitles },
      });
      const idsOf = async (q: string) => (await find(search, { q })).items.map(({ id }) => id);
      await search.apply([change('heat', 2, ['Der weiße Hai', 'Hitze'])]);
      expect(await idsOf('hitze')).toEqual(['heat']);
      expect(await idsOf('fuego')).toEqual([]);
      expect(await idsOf('der weisse hai')).toEqual(['jaws', 'heat']);
      await search.apply([change('heat', 3)]);
      expect(await idsOf('hitze')).toEqual([]);
      expect(await idsOf('der weisse hai')).toEqual(['jaws']);
    });

    test('an edit between two pages repeats and loses no film that did not change', async () => {
      const titled = (i: number): FilmAttributes => ({
        title: `Film ${String(i)}`,
        year: 2000,
        alternativeTitles: ['Der Hai'],
      });
      const search = await loaded(Object.fromEntries([0, 1, 2, 3].map((i) => [`film-${String(i)}`, titled(i)])));
      const first = await find(search, { q: 'der hai', limit: 2 });
      await search.apply([{ id: 'film-0', version: 2, changedAtMs: 0, attributes: { title: 'Der Hai', year: 2000 } }]);
      const second = await find(search, { q: 'der hai', limit: 2, cursor: first.nextCursor });
      const found = [...first.items, ...second.items].map(({ id }) => id).filter((id) => id !== 'film-0');
      expect(found.sort()).toEqual(['film-1', 'film-2', 'film-3']);
    });

    test('that an earlier version stored unchecked are ignored if they are not valid', async () => {
      const unchecked = { a: 'Hitze', b: [7, ' ', 'Glut', { text: 'Brand' }], c: { text: 'Rauch' } };
      const films = Object.entries(unchecked).map(([id, alternativeTitles]) => [
        id,
        { title: id, year: 2000, alternativeTitles },
      ]);
      const search = await loaded(Object.fromEntries(films) as Record<string, FilmAttributes>);
      expect((await find(search, { q: 'glut' })).items.map(({ id }) => id)).toEqual(['b']);
      for (const q of ['hitze', 'brand', 'rauch']) expect((await find(search, { q })).total).toBe(0);
    });
  });
}

async function* inOneBatch(films: readonly Film[]): AsyncGenerator<readonly Film[]> {
  yield await Promise.resolve(films);
}
