import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { termsOf } from '../../server/src/domain/text/fold-text.ts';
import { DATA_SET, whyNoDataSet } from '../../server/testing/data-set.ts';
import { loadFilms } from '../films/load-films.ts';
import { readNameSet, readPlotSet, readQuerySets } from './query-sets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-query-sets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const FILMS = [
  { id: 'the-thing-1982', version: 1, attributes: { title: 'The Thing', year: 1982 } },
  { id: 'the-thing-2011', version: 1, attributes: { title: 'The Thing', year: 2011 } },
];

async function file(text: string): Promise<string> {
  const path = join(folder, 'set.tsv');
  await writeFile(path, text);
  return path;
}

test('reads a query and the film of this title and year, and skips comments and empty lines', async () => {
  const path = await file('# plots\r\n\r\nalien in the ice\tthing\t1982\nshape changer\tTHE THING\t2011\n');
  expect(await readPlotSet('mine', path, FILMS)).toEqual({
    name: 'mine',
    kind: 'plot',
    queries: [
      { q: 'alien in the ice', meant: new Set(['the-thing-1982']) },
      { q: 'shape changer', meant: new Set(['the-thing-2011']) },
    ],
  });
});

test.each([
  ['ice', 'is not a query, a title and a year'],
  ['ice\tThe Thing', 'is not a query, a title and a year'],
  ['ice\tThe Thing\t1982\tx', 'is not a query, a title and a year'],
  ['ice\tThe Thing\t1983', 'names a film that the data does not have'],
])('refuses the line %j', async (line, fault) => {
  await expect(readPlotSet('mine', await file(`# first\n${line}\n`), FILMS)).rejects.toThrow(
    new RegExp(`^Line 2 of .*set\\.tsv ${fault}`),
  );
});

test('reads the ids of the films of a name', async () => {
  const { queries } = await readNameSet('mine', await file('carpenter\tthe-thing-1982 the-fog-1980\n'));
  expect(queries).toEqual([{ q: 'carpenter', meant: new Set(['the-thing-1982', 'the-fog-1980']) }]);
  await expect(readNameSet('mine', await file('carpenter\n'))).rejects.toThrow(/Line 1 .* is not a query and ids/);
});

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: the sets of queries are not tested: ${reason}\n`);

(reason === undefined ? test : test.skip)('the sets name films that the data has, and no query twice', async () => {
  const films = await loadFilms(DATA_SET);
  const ids = new Set(films.map(({ id }) => id));
  const sets = await readQuerySets(films);
  for (const { name, kind, queries } of sets.filter((set) => set.name !== 'plots, given')) {
    const atLeast = { plot: 120, name: 20 }[kind];
    expect({ name, enough: queries.length >= atLeast }).toEqual({ name, enough: true });
    for (const { q, meant } of queries) {
      expect({ q, unknown: [...meant].filter((id) => !ids.has(id)) }).toEqual({ q, unknown: [] });
      expect({ q, enough: meant.size >= (kind === 'name' ? 5 : 1) }).toEqual({ q, enough: true });
    }
  }
  const all = sets.flatMap(({ queries }) => queries.map(({ q }) => q));
  expect(all).toHaveLength(new Set(all).size);
});

test('plot queries have 2 to 7 words in lower case', async () => {
  const lines = (await readFile(join(import.meta.dirname, 'sets/remembered.tsv'), 'utf8')).split('\n');
  const queries = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t')[0] ?? '');
  for (const q of queries) {
    expect(q).toBe(q.toLowerCase().trim());
    const words = q.split(' ').length;
    expect({ q, fits: words >= 2 && words <= 7 && termsOf(q).length >= 2 }).toEqual({ q, fits: true });
  }
});
