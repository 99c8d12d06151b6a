import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { FilmAttributes } from '../../../../domain/film.ts';
import type { FilmQuery } from '../../../../domain/film-query.ts';
import { wholeAnswer } from '../../../../../testing/search/whole-answer.ts';
import { IndexedFilmSearch } from '../indexed-film-search.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** @param films their ids are their places, from 0 on */
function indexOver(films: readonly FilmAttributes[], hasSynopses = true): IndexedFilmSearch {
  const snapshot = buildSnapshot(films.map((attributes, i) => ({ id: String(i), version: 1, attributes })));
  if (hasSynopses) return IndexedFilmSearch.fromSnapshot(snapshot);
  const search = new IndexedFilmSearch();
  search.openSnapshot(snapshot.bytes);
  return search;
}

/** The found films, each with its title, its year and its rule. */
async function find(search: IndexedFilmSearch, query: Partial<FilmQuery>): Promise<string[]> {
  const { items, explanations } = await search.search({
    ...{ cast: [], genres: [], facets: [], sort: 'relevance', limit: 100, explain: true },
    ...query,
  });
  return items.map(({ title, year }, i) => `${title} ${String(year)}: ${explanations?.[i]?.rule ?? ''}`);
}

describe('among equally ranked films', () => {
  test('those of the typed year come first, and then those of the year before and after', async () => {
    const search = indexOver([1988, 1989, 1990, 1991, 1992].map((year) => ({ title: 'Storm', year })));
    const years = async (q: string) => (await find(search, { q })).map((film) => Number(film.slice(6, 10)));
    expect(await years('storm 1990')).toEqual([1990, 1991, 1989, 1992, 1988]);
    expect(await years('storm')).toEqual([1992, 1991, 1990, 1989, 1988]);
  });

  test('those that have an optional word come first', async () => {
    const search = indexOver([
      { title: 'Storm', year: 1990, popularity: 90 },
      { title: 'Storm', year: 1980, popularity: 10, cast: ['Movie Mann'] },
    ]);
    expect(await find(search, { q: 'storm movie' })).toEqual([
      'Storm 1980: title-shortened',
      'Storm 1990: title-shortened',
    ]);
    expect(await find(search, { q: 'storm' })).toEqual(['Storm 1990: title', 'Storm 1980: title']);
  });
});

test('a film with a mentioned name as a full name and at the start of its title has the better of both ranks', async () => {
  const extract = 'In Rome, Ann Lee fights a duel.';
  const search = indexOver([
    { title: 'Ann Lee in Rome', year: 1990 },
    { title: 'Ann Lee at Home', year: 1980, cast: ['Ann Lee'] },
    { title: 'Storm', year: 1970, cast: ['Ann Lee'] },
    { title: 'Storms', year: 1960, cast: ['Ann Lee'] },
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => ({ title: `Title ${letter}`, year: 2008, extract })),
  ]);
  expect((await find(search, { q: 'ann lee' })).slice(0, 5)).toEqual([
    'Ann Lee at Home 1980: full-name',
    'Storm 1970: full-name',
    'Storms 1960: full-name',
    'Ann Lee in Rome 1990: title-start',
    'Title a 2008: name-in-synopsis',
  ]);
});

test('a typed number word may be the beginning of a longer word', async () => {
  const search = indexOver([{ title: 'Twoface', year: 2000 }]);
  expect(await find(search, { q: 'two face' })).toEqual(['Twoface 2000: title-respelt']);
});

test('a text of several words finds similar titles besides titles that have the words, and a single word does not', async () => {
  const search = indexOver([
    { title: 'One Dark Night', year: 1983 },
    { title: 'Dark Knight', year: 2008 },
    { title: 'Dork', year: 2000 },
  ]);
  expect(await find(search, { q: 'dark night' })).toEqual([
    'One Dark Night 1983: title-words',
    'Dark Knight 2008: title-typo',
  ]);
  expect(await find(search, { q: 'dark' })).toEqual([
    'Dark Knight 2008: title-start',
    'One Dark Night 1983: title-words',
  ]);
});

test('synopses are not searched for a name that ten titles have', async () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const search = indexOver([
    ...letters.map((letter) => ({ title: `Ann Lee ${letter}`, year: 1990 })),
    ...letters.map((letter) => ({ title: `Title ${letter}`, year: 2008, extract: 'In Rome, Ann Lee fights a duel.' })),
  ]);
  expect((await find(search, { q: 'ann lee' })).map((film) => film.slice(0, 7))).toEqual(letters.map(() => 'Ann Lee'));
});

describe('with synopses, a title may lack a word of the text', () => {
  const extract = 'Zebras meet at the river with 77 others, agent 7b and agent x7.';
  const search = indexOver([
    { title: 'Shark', year: 1980 },
    { title: 'Storm Shark', year: 1981 },
    { title: 'River', year: 1990, extract },
  ]);

  test.each([
    ['shark 77', true],
    ['shark 7b', false],
    ['shark x7', false],
    ['shark zebras', false],
    ['storm shark zebras', true],
  ])('as %s does: %s', async (q, may) => {
    const found = await find(search, { q });
    expect({ found, may: found.some((film) => film.endsWith('shorter-title')) }).toEqual({ found, may });
  });
});

describe('without synopses', () => {
  test('a title that is the text without one word comes before longer titles', async () => {
    const films = [
      { title: 'Shark', year: 1980 },
      { title: 'Shark Story', year: 1990 },
    ];
    expect(await find(indexOver(films, false), { q: 'shark xylophone' })).toEqual([
      'Shark 1980: shorter-title',
      'Shark Story 1990: fewer-words',
    ]);
  });

  test('a film that lacks only the number comes before one that has only the number', async () => {
    const films = [
      { title: 'The Incredible Hulk', year: 1980, popularity: 10 },
      { title: 'Story 2', year: 1990, popularity: 90 },
    ];
    expect(await find(indexOver(films, false), { q: 'hulk 2' })).toEqual([
      'The Incredible Hulk 1980: fewer-words',
      'Story 2 1990: fewer-words',
    ]);
  });
});

describe('the pages of an answer', () => {
  const search = indexOver([
    { title: 'Renfield', year: 2023, cast: ['Nicholas Hoult', 'Nicolas Cage'] },
    { title: 'Raising Arizona', year: 1987, cast: ['Nicolas Cage'] },
    { title: 'Face', year: 1997, cast: ['Nicolas Cage'] },
    { title: 'Nicholas', year: 1990, cast: ['Paul Hoult'] },
    { title: 'Niclas', year: 1991, cast: ['Paul Hoult'] },
    { title: 'Hunters', year: 1992, extract: 'A hunter hunts a shark with a spear on a boat.' },
    { title: 'Sharks', year: 1993, extract: 'A shark hunts a hunter on a boat.' },
    { title: 'The Paul Storm Story', year: 1994 },
    { title: 'Good Night, Paul Storm', year: 1995 },
    { title: 'Lake', year: 1996, cast: ['Pawl Storm'] },
    { title: 'Boats', year: 1994, extract: 'Boats and spears.' },
  ]);

  test.each([
    ['nicholas cage', 3],
    ['nicholas hoult', 2],
    ['hunter shark boat spear', 3],
    ['nicolas caje', 3],
    // Its first page has no names with a typo, and so its later pages must have none.
    ['paul storm', 2],
  ])('of one film each for %s are the whole answer of %d films', async (q, total) => {
    const query: FilmQuery = { q, cast: [], genres: [], facets: [], sort: 'relevance', limit: 100 };
    const all = await search.search(query);
    expect({ q, total: all.total }).toEqual({ q, total });
    const paged = await wholeAnswer(search, { ...query, limit: 1 });
    expect(paged.items).toEqual(all.items);
  });
});

test.each([
  [{ yearFrom: 1990 }, [1992, 1991, 1990]],
  [{ yearTo: 1990 }, [1990, 1989, 1988]],
  [{ yearFrom: 1989, yearTo: 1990 }, [1990, 1989]],
  [{ year: 1991 }, [1991]],
  [{}, [1992, 1991, 1990, 1989, 1988]],
])('the years %j leave the films of %j', async (years, expected) => {
  const search = indexOver([1988, 1989, 1990, 1991, 1992].map((year) => ({ title: 'Storm', year })));
  expect(await find(search, { q: 'storm', ...years })).toEqual(expected.map((year) => `Storm ${String(year)}: title`));
});

test('thousands of films of one title are not compared with each other', async () => {
  const search = indexOver(Array.from({ length: 3_000 }, () => ({ title: 'Batman', year: 1989 })));
  const compare = jest.spyOn(Array.prototype, 'includes');
  expect(await find(search, { q: 'batman' })).toHaveLength(100);
  expect(compare.mock.calls.length).toBeLessThan(1_000);
});

test('with a forged cursor that calls a common text a name, few titles are read', async () => {
  const search = indexOver([
    ...Array.from({ length: 500 }, (_, i) => ({ title: `Love of ${'½ '.repeat(i % 9)}War`, year: 1989 })),
    { title: 'Storm', year: 1990, extract: 'In Rome, Love War fights a duel.' },
  ]);
  const query: FilmQuery = { q: 'love war', cast: [], genres: [], facets: [], sort: 'relevance', limit: 10 };
  const { nextCursor = '' } = await search.search(query);
  const [version, print, _kind, ...rest] = JSON.parse(atob(nextCursor)) as unknown[];
  const forged = btoa(JSON.stringify([version, print, 'named', ...rest]));
  const read = jest.spyOn(FilmColumns.prototype, 'titleOf');
  expect((await search.search({ ...query, cursor: forged })).total).toBeGreaterThanOrEqual(500);
  expect(read.mock.calls.length).toBeLessThan(100);
});

test('with a forged cursor that repeats a title, its films are found once', async () => {
  const search = indexOver(Array.from({ length: 500 }, (_, i) => ({ title: `Storm ${String(i)}`, year: 1989 })));
  const query: FilmQuery = { q: 'storm', cast: [], genres: [], facets: [], sort: 'relevance', limit: 10 };
  const { nextCursor = '' } = await search.search(query);
  const [version, print, kind, words, forgiven, _respelt, ...rest] = JSON.parse(atob(nextCursor)) as unknown[];
  const forged = btoa(JSON.stringify([version, print, kind, words, forgiven, 'storm\n'.repeat(500), ...rest]));
  const push = jest.spyOn(Array.prototype, 'push');
  await search.search({ ...query, cursor: forged });
  expect(push.mock.calls.reduce((sum, items) => sum + items.length, 0)).toBeLessThan(10_000);
});

test('of thousands of spacings of one title, only a few are read, and the cursor stays short', async () => {
  const spaced = (i: number) =>
    Array.from('bdefghjklmop', (letter, at) => letter + ((i >>> at) & 1 ? ' ' : '')).join('');
  const search = indexOver(Array.from({ length: 2_000 }, (_, i) => ({ title: spaced(i).trim(), year: 1989 })));
  const read = jest.spyOn(TitleKeys.prototype, 'keyOf');
  const { total, nextCursor } = await search.search({
    ...{ q: 'bdefghjklmop', cast: [], genres: [], facets: [] },
    ...{ sort: 'relevance', limit: 100 },
  });
  expect(total).toBe(2_000);
  expect(read.mock.calls.length).toBeLessThan(200);
  // The longest cursor that the API takes.
  expect(nextCursor?.length).toBeLessThan(4_096);
});
