import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { batchesOf } from '../../films/films-file.ts';
import { Judge, meetsFloor, type Quality } from '../judge.ts';
import { OTHERWISE_WRITTEN, WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';
import { Catalogue } from '../workload/catalogue.ts';
import { SPACELESS_TEST_FILMS, TEST_FILMS } from '../workload/test-films.ts';
import { makeCases } from '../workload/workloads.ts';
import { ENGINES, OURS } from './engines.ts';

const CATALOGUE = new Catalogue(TEST_FILMS, SPACELESS_TEST_FILMS);
const FILMS = [...TEST_FILMS, ...SPACELESS_TEST_FILMS];
const CASES = WORKLOAD_CLASSES.map((kind) => ({ kind, cases: makeCases(kind, CATALOGUE, 1, 40) }));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-engines-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Classes that an engine is known not to answer correctly. It must answer all other classes exactly. */
const WEAK: Readonly<Record<string, string>> = { flexsearch: 'c', orama: 'abcde', ufuzzy: 'ab', marquee: 'c' };

test.each(Object.keys(ENGINES))('%s answers correctly from its files', async (name) => {
  const engine = await ENGINES[name]?.();
  if (!engine) throw new Error('no engine');
  const place = join(folder, name);
  await mkdir(place);
  await engine.build(batchesOf(FILMS), place);
  const open = await engine.open(place);
  const qualities: Partial<Record<WorkloadClass, Quality>> = {};
  for (const { kind, cases } of CASES.filter((it) => !WEAK[name]?.includes(it.kind))) {
    const judge = new Judge(kind);
    for (const benchCase of cases) judge.add(benchCase, await open.search(benchCase.query));
    qualities[kind] = judge.quality();
  }
  for (const [kind, quality] of Object.entries(qualities)) {
    expect({ kind, exactTotal: quality.exactTotal ?? 1 }).toEqual({ kind, exactTotal: 1 });
    expect({ kind, rank1: quality.rank1 ?? 1 }).toEqual({ kind, rank1: 1 });
    expect(quality.exactFacets ?? 1).toBe(1);
    if (name === OURS && OTHERWISE_WRITTEN.has(kind as WorkloadClass)) {
      expect({ kind, meets: meetsFloor(kind as WorkloadClass, quality) }).toEqual({ kind, meets: true });
    }
  }
});

test.each(['sqlite-memory', 'sqlite-deletes', OURS])('%s finds titles with fractions and symbols', async (name) => {
  const engine = await ENGINES[name]?.();
  if (!engine) throw new Error('no engine');
  const place = join(folder, `symbols-${name}`);
  await mkdir(place);
  const titles = ['8½', '"???"', 'Fargo'];
  const films = titles.map((title, i) => ({
    id: `film-${String(i)}`,
    version: 1,
    attributes: { title, year: 1996, cast: [], genres: [] },
  }));
  await engine.build(batchesOf(films), place);
  const open = await engine.open(place);
  for (const q of titles) {
    const { items } = await open.search({ q, cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] });
    expect({ q, found: items.map(({ title }) => title) }).toEqual({ q, found: [q] });
  }
});
