import { describe, expect } from '@jest/globals';
import { readDeclarations, type DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { FilmAttributes, JsonValue } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { inOneBatch, wholeAnswer } from '../search/whole-answer.ts';
import { promisedTests, type Exception } from './promised-tests.ts';
import type { TestedSearch } from './tested-search.ts';

const EVERYTHING: FilmQuery = { cast: [], genres: [], sort: 'title', limit: 100, facets: [] };

const DECLARED = readDeclarations([
  { name: 'imdbId', type: 'keyword' },
  { name: 'rating', type: 'number', sort: true },
  { name: 'restored', type: 'boolean', sort: true, facet: true },
  { name: 'studio', type: 'keyword', sort: true, facet: true },
  { name: 'tagline', type: 'text' },
]);

const FILMS: Record<string, Record<string, JsonValue>> = {
  'alien-1979': { rating: 8.5, studio: 'Brandywine', restored: true, tagline: 'In space no one can hear you scream' },
  'brave-2012': { rating: 7.1, studio: 'Pixar', restored: false, tagline: 'Change your fate', imdbId: 'tt1217209' },
  'cars-2006': { rating: 7.1, studio: ['PIXAR', 'Disney'], restored: false },
  'dune-1984': { rating: 6.3, studio: 'Dino De Laurentiis', restored: true },
  // The values of this film have the wrong types.
  'eight-2000': { rating: '8.5', studio: 5, restored: 'true', tagline: ['', null, 'space'], imdbId: ['', { a: 1 }] },
  'frozen-2013': {},
};

/** What every FilmSearch does with declared attributes. See domain/declared-attributes.ts. */
export function declaredAttributesContract(
  makeSearch: (declared: DeclaredAttributes) => TestedSearch,
  exceptions: readonly Exception[],
): void {
  const test = promisedTests(exceptions);
  const attributesOf = (id: string, extra: Record<string, JsonValue>): FilmAttributes => ({
    title: id.slice(0, -5),
    year: Number(id.slice(-4)),
    // Of equal films, the newest is the best known.
    popularity: Number(id.slice(-4)) - 1970,
    ...extra,
  });

  async function loaded(declared: DeclaredAttributes = DECLARED): Promise<TestedSearch> {
    const search = makeSearch(declared);
    const films = Object.entries(FILMS).map(([id, extra]) => ({ id, version: 1, attributes: attributesOf(id, extra) }));
    await search.load(inOneBatch(films));
    return search;
  }

  const titles = async (search: TestedSearch, query: Partial<FilmQuery>) =>
    (await wholeAnswer(search, { ...EVERYTHING, ...query })).items.map(({ title }) => title);

  describe('declared attributes', () => {
    test.each<[string, NonNullable<FilmQuery['attributes']>, string[]]>([
      ['a range includes its ends', [{ name: 'rating', from: 6.3, to: 7.1 }], ['brave', 'cars', 'dune']],
      ['a range may have no upper end', [{ name: 'rating', from: 8 }], ['alien']],
      ['a range may have no lower end', [{ name: 'rating', to: 7 }], ['dune']],
      ['a range from a number to itself is that number', [{ name: 'rating', from: 8.5, to: 8.5 }], ['alien']],
      ['a range that ends before it begins matches nothing', [{ name: 'rating', from: 8, to: 7 }], []],
      [
        'a keyword ignores case, and may be any entry of a list',
        [{ name: 'studio', value: 'pixar' }],
        ['brave', 'cars'],
      ],
      ['a keyword is matched whole', [{ name: 'studio', value: 'dino' }], []],
      ['a film is found by an id', [{ name: 'imdbId', value: 'tt1217209' }], ['brave']],
      ['a boolean', [{ name: 'restored', value: 'true' }], ['alien', 'dune']],
      ['a text must have all the words, in any order', [{ name: 'tagline', value: 'SPACE scream' }], ['alien']],
      ['a text may be any entry of a list', [{ name: 'tagline', value: 'space' }], ['alien', 'eight']],
      ['the words of a text are whole words', [{ name: 'tagline', value: 'scre' }], []],
      ['a text without words matches nothing', [{ name: 'tagline', value: '\u0301' }], []],
      [
        'a film must match all filters',
        [
          { name: 'studio', value: 'Pixar' },
          { name: 'studio', value: 'disney' },
          { name: 'rating', from: 7 },
        ],
        ['cars'],
      ],
    ])('%s', async (_name, attributes, expected) => {
      expect(await titles(await loaded(), { attributes })).toEqual(expected);
    });

    test('a film whose values have the wrong types is found by its title, but not by these attributes', async () => {
      const search = await loaded();
      expect(await titles(search, { q: 'eight' })).toEqual(['eight']);
      for (const name of ['restored', 'studio']) {
        for (const value of ['5', 'true', '', '8.5']) {
          expect(await titles(search, { attributes: [{ name, value }] })).not.toContain('eight');
        }
      }
      expect(await titles(search, { attributes: [{ name: 'rating', from: -1e15 }] })).not.toContain('eight');
    });

    test.each<[FilmQuery['sort'], string[]]>([
      ['attr.rating', ['dune', 'brave', 'cars', 'alien', 'frozen', 'eight']],
      ['-attr.rating', ['alien', 'brave', 'cars', 'dune', 'frozen', 'eight']],
      ['attr.studio', ['alien', 'dune', 'cars', 'brave', 'frozen', 'eight']],
      // "cars" has several studios. It is sorted under Disney, the first of them in the alphabet.
      ['-attr.studio', ['brave', 'cars', 'dune', 'alien', 'frozen', 'eight']],
      ['attr.restored', ['brave', 'cars', 'dune', 'alien', 'frozen', 'eight']],
    ])(
      'sort=%s puts films without the attribute last, and breaks ties as other sorts do, on every page size',
      async (sort, expected) => {
        const search = await loaded();
        for (const limit of [1, 2, 4, 100]) expect(await titles(search, { sort, limit })).toEqual(expected);
        // The same films as edits, which are in segments of their own.
        await search.apply(
          Object.entries(FILMS).map(([id, extra], i) => ({
            id,
            version: 2,
            changedAtMs: 0,
            ...(i % 2 === 0 && { attributes: attributesOf(id, extra) }),
          })),
        );
        const left = expected.filter((title) => ['alien', 'cars', 'eight'].includes(title));
        for (const limit of [1, 100]) expect(await titles(search, { sort, limit })).toEqual(left);
      },
    );

    test('facets count films, and show the spelling that most films have', async () => {
      const search = await loaded();
      const facets = ['attr.studio', 'attr.restored', 'genre'] as const;
      const counts = async () => (await search.search({ ...EVERYTHING, facets })).facets;
      expect(await counts()).toEqual({
        'attr.studio': [
          { value: 'PIXAR', count: 2 },
          { value: 'Brandywine', count: 1 },
          { value: 'Dino De Laurentiis', count: 1 },
          { value: 'Disney', count: 1 },
        ],
        'attr.restored': [
          { value: 'false', count: 2 },
          { value: 'true', count: 2 },
        ],
        genre: [],
      });
      const attributes = attributesOf('dune-1984', { studio: 'Pixar', restored: false });
      await search.apply([{ id: 'dune-1984', version: 2, changedAtMs: 0, attributes }]);
      expect((await counts())['attr.studio']?.[0]).toEqual({ value: 'Pixar', count: 3 });
      expect((await counts())['attr.restored']?.[0]).toEqual({ value: 'false', count: 3 });
    });

    test('an edit of an attribute is found at once', async () => {
      const search = await loaded();
      const attributes = attributesOf('frozen-2013', { rating: 9 });
      await search.apply([{ id: 'frozen-2013', version: 2, changedAtMs: 0, attributes }]);
      expect(await titles(search, { attributes: [{ name: 'rating', from: 9 }] })).toEqual(['frozen']);
      expect((await titles(search, { sort: '-attr.rating' }))[0]).toBe('frozen');
    });

    test('edits between two pages do not repeat or lose a film that did not change', async () => {
      const search = await loaded();
      const query = { ...EVERYTHING, sort: '-attr.rating', limit: 2 } as const;
      const { items, nextCursor: cursor } = await search.search(query);
      expect(items.map(({ title }) => title)).toEqual(['alien', 'brave']);
      await search.apply([
        { id: 'brave-2012', version: 2, changedAtMs: 0 },
        { id: 'alien-1979', version: 2, changedAtMs: 0, attributes: attributesOf('alien-1979', { rating: 1 }) },
        { id: 'gravity-2013', version: 1, changedAtMs: 0, attributes: attributesOf('gravity-2013', { rating: 9 }) },
      ]);
      expect(await titles(search, { ...query, cursor })).toEqual(['cars', 'dune', 'alien', 'frozen', 'eight']);
    });

    test('a cursor is valid only with its own filters and their values', async () => {
      const search = await loaded();
      const query = { ...EVERYTHING, limit: 1, attributes: [{ name: 'rating', from: 7 }] };
      const { nextCursor: cursor } = await search.search(query);
      expect(cursor).toBeDefined();
      const others: NonNullable<FilmQuery['attributes']>[] = [
        [],
        [{ name: 'rating', from: 6 }],
        [{ name: 'rating', from: 7, to: 8 }],
        [{ name: 'studio', value: 'Pixar' }],
      ];
      for (const attributes of others) {
        const other = search.search({ ...query, attributes, cursor });
        await expect(other).rejects.toThrow('belongs to another query');
      }
    });

    test('explain names the attribute that films are sorted by', async () => {
      const { explanations } = await (await loaded()).search({ ...EVERYTHING, sort: '-attr.rating', explain: true });
      expect(explanations?.[0]).toMatchObject({
        rule: 'sort',
        because: 'the films are ordered by the attribute "rating", descending; films without it come last',
      });
    });

    test.each<[string, Partial<FilmQuery>, string]>([
      ['an undeclared filter', { attributes: [{ name: 'color', value: 'x' }] }, 'Add {"name": "color"'],
      [
        'an undeclared sort',
        { sort: '-attr.votes' },
        'The parameter "sort" needs a declaration of the attribute "votes"',
      ],
      ['an undeclared facet', { facets: ['attr.color'] }, 'to the setting MARQUEE_ATTRIBUTES'],
      ['a sort that was not declared', { sort: 'attr.imdbId' }, 'needs "sort": true in the declaration'],
      ['a facet of a number', { facets: ['attr.rating'] }, 'the type number allows only filter and sort'],
      ['a sort by a text', { sort: 'attr.tagline' }, 'the type text allows only filter'],
      ['a value for a number', { attributes: [{ name: 'rating', value: '8' }] }, 'needs a range'],
      ['a range for a keyword', { attributes: [{ name: 'studio', from: 8 }] }, 'needs a value'],
      ['an impossible name', { sort: 'attr.a b' }, 'names an attribute that cannot be declared'],
      ['a reserved name', { sort: 'attr.title' }, 'names "title", which cannot be declared'],
    ])('refuses %s, and says what to do', async (_name, query, message) => {
      const search = await loaded();
      const refused = search.search({ ...EVERYTHING, ...query });
      await expect(refused).rejects.toMatchObject({ kind: 'bad-request', message: expect.stringContaining(message) });
    });

    test('without declarations there is no such attribute', async () => {
      const search = await loaded([]);
      await expect(titles(search, { sort: 'attr.rating' })).rejects.toMatchObject({ kind: 'bad-request' });
      expect(await titles(search, {})).toHaveLength(6);
    });
  });
}
