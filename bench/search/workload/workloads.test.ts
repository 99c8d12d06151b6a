import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FilmSearchResult } from '../../../server/src/domain/film-query.ts';
import { ScanningFilmSearch } from '../../../server/testing/oracle/scanning-film-search.ts';
import { batchesOf } from '../../films/films-file.ts';
import { Judge, meetsFloor } from '../judge.ts';
import { EMPTY_QUERY, WORKLOAD_CLASSES, type BenchCase, type WorkloadClass } from './bench-case.ts';
import { Catalogue } from './catalogue.ts';
import { SPACELESS_TEST_FILMS, TEST_FILMS } from './test-films.ts';
import { drawCases, makeCases } from './workloads.ts';

const CATALOGUE = new Catalogue(TEST_FILMS, SPACELESS_TEST_FILMS);
const FILMS = [...TEST_FILMS, ...SPACELESS_TEST_FILMS];

describe.each(WORKLOAD_CLASSES)('class %s', (kind) => {
  test('has the same queries for the same seed, and different queries for another seed', () => {
    const cases = makeCases(kind, CATALOGUE, 1, 30);
    expect(makeCases(kind, CATALOGUE, 1, 30)).toEqual(cases);
    expect(makeCases(kind, CATALOGUE, 2, 30)).not.toEqual(cases);
  });

  test('has the requested number of different queries', () => {
    const cases = makeCases(kind, CATALOGUE, 1, 100);
    expect(new Set(cases.map(({ query }) => JSON.stringify(query))).size).toBe(100);
  });
});

describe('compared with a search that checks every film', () => {
  const kinds = WORKLOAD_CLASSES.filter((it) => !'cijk'.includes(it));
  const answers = new Map<WorkloadClass, { readonly benchCase: BenchCase; readonly answer: FilmSearchResult }[]>();

  beforeAll(async () => {
    const search = new ScanningFilmSearch();
    await search.load(batchesOf(FILMS));
    for (const kind of kinds) {
      const cases = makeCases(kind, CATALOGUE, 1, 40);
      const searched = cases.map(async (benchCase) => ({ benchCase, answer: await search.search(benchCase.query) }));
      answers.set(kind, await Promise.all(searched));
    }
  });

  test.each(kinds)('class %s has the same totals and facets', (kind) => {
    expect(answers.get(kind)).toHaveLength(40);
    for (const { benchCase, answer } of answers.get(kind) ?? []) {
      const { query, truth } = benchCase;
      const { total, facets } = answer;
      expect({ query, total }).toEqual({ query, total: truth.total });
      if (truth.facets) expect(facets).toEqual(truth.facets);
    }
  });

  test.each(['a', 'f', 'g', 'h', 'l'] as const)('class %s, which has no typos, meets its floor', (kind) => {
    const judge = new Judge(kind);
    for (const { benchCase, answer } of answers.get(kind) ?? []) judge.add(benchCase, answer);
    expect(meetsFloor(kind, judge.quality())).toBe(true);
  });
});

test('an engine that finds nothing misses the floor of class c', () => {
  const judge = new Judge('c');
  for (const benchCase of makeCases('c', CATALOGUE, 1, 40)) judge.add(benchCase, { items: [], total: 0, facets: {} });
  expect(meetsFloor('c', judge.quality())).toBe(false);
});

test.each([
  // "Shore 1971" is the word "shore" with a preferred year, so more films match than have both words.
  ['Shore 1971', ['Shore', 'Shore 1971']],
  ['Shore movie', ['Shore', 'Shore movie']],
  ['Shore, The', ['Shore', 'Shore, The']],
  // The title is the query in another spelling, but does not have its words.
  ['dead pool', ['Dead in the Pool', 'Deadpool']],
  // No title and no name has both words, and another title has them with a typo.
  ['stone harper', ['Stone', 'Stine Harper']],
])('leaves out "%s", because two definitions of a match differ', (q, titles) => {
  const catalogue = new Catalogue(
    titles.map((title, i) => ({ id: String(i), version: 1, attributes: { title, year: 1971, cast: ['Jim Harper'] } })),
  );
  const query = { ...EMPTY_QUERY, q };
  expect(catalogue.matching(query).length).toBeGreaterThan(0);
  expect(catalogue.clearMatches(query)).toBeUndefined();
  expect(catalogue.clearMatches({ ...query, q: titles[0] })).toEqual(catalogue.matching({ ...query, q: titles[0] }));
});

test('reports how many draws were left out', () => {
  const films = ['Dead in the Pool', 'Dead Pool', 'Deadpool'].map((title, i) => {
    return { id: String(i), version: 1, attributes: { title, year: 1970 + i } };
  });
  const { cases, unclear } = drawCases('a', new Catalogue(films), 1, 3);
  expect(cases.map(({ query }) => query.q)).toEqual(['Dead in the Pool']);
  expect(unclear).toBeGreaterThan(0);
});

test('a single wrong total or facet misses the floor of exact answers', async () => {
  const search = new ScanningFilmSearch();
  await search.load(batchesOf(FILMS));
  const [benchCase] = makeCases('h', CATALOGUE, 1, 1);
  if (!benchCase) throw new Error('no case');
  const answer = await search.search(benchCase.query);
  const qualityOf = (given: typeof answer) => {
    const judge = new Judge('h');
    judge.add(benchCase, given);
    return judge.quality();
  };
  const decade = answer.facets.decade?.map((it, i) => (i === 0 ? { ...it, count: it.count + 1 } : it)) ?? [];
  expect(qualityOf(answer)).toEqual({ exactTotal: 1, exactFacets: 1 });
  expect(qualityOf({ ...answer, total: answer.total + 1 })).toEqual({ exactTotal: 0, exactFacets: 1 });
  expect(qualityOf({ ...answer, facets: { ...answer.facets, decade } })).toEqual({ exactTotal: 1, exactFacets: 0 });
});
