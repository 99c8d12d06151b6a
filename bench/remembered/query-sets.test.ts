import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATA_SET, whyNoDataSet } from '../../server/testing/data-set.ts';
import { readNameSet, readPlotSet } from './query-sets.ts';

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
  ['ice\tThe Thing\t1983', 'names films that the data does not have'],
])('refuses the line %j', async (line, fault) => {
  await expect(readPlotSet('mine', await file(`# first\n${line}\n`), FILMS)).rejects.toThrow(
    new RegExp(`^Line 2 of .*set\\.tsv ${fault}`),
  );
});

test('reads the ids of the films of a name', async () => {
  const read = async (text: string) => readNameSet('mine', await file(text), FILMS);
  const { queries } = await read('things\tthe-thing-1982 the-thing-2011\n');
  expect(queries).toEqual([{ q: 'things', meant: new Set(['the-thing-1982', 'the-thing-2011']) }]);
  await expect(read('things\n')).rejects.toThrow(/^Line 1 of .* is not a query and ids of films/);
  await expect(read('things\tthe-fog-1980\n')).rejects.toThrow('does not have (the-fog-1980)');
});

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: the sets of queries are not tested: ${reason}\n`);

// Reading the sets fails if a set names a film that the data does not have. In Jest's own process, loading the films
// takes four times as long.
(reason === undefined ? test : test.skip)('the data has the films of every set', () => {
  const read = `
    import { loadFilms } from '${join(import.meta.dirname, '../../server/testing/films/load-films.ts')}';
    import { readQuerySets } from '${join(import.meta.dirname, 'query-sets.ts')}';
    const sets = await readQuerySets(await loadFilms(process.argv[1]));
    for (const { name, queries } of sets) console.log(name + ': ' + queries.length);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', read, DATA_SET], {
    encoding: 'utf8',
  });
  const sizes = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('plots, given'));
  expect({ sizes, stderr }).toEqual({
    sizes: [
      'plots, tuning: 279',
      'plots, checking: 279',
      'directors, tuning: 35',
      'directors, checking: 34',
      'makers: 20',
    ],
    stderr: '',
  });
});

async function columnsOf(name: string): Promise<string[][]> {
  const lines = (await readFile(join(import.meta.dirname, 'sets', name), 'utf8')).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
}

test('a name has at least five films', async () => {
  for (const [q, ids = ''] of [...(await columnsOf('directors.tsv')), ...(await columnsOf('makers.tsv'))]) {
    expect({ q, enough: ids.split(' ').length >= 5 }).toEqual({ q, enough: true });
  }
});

test('plot queries have 2 to 7 words in lower case, and none occurs twice', async () => {
  const queries = (await columnsOf('remembered.tsv')).map(([q = '']) => q);
  for (const q of queries) {
    const words = q.split(' ').length;
    expect({ q, fits: q === q.toLowerCase() && words >= 2 && words <= 7 }).toEqual({ q, fits: true });
  }
  expect(new Set(queries).size).toBe(queries.length);
});
