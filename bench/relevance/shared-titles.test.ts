import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSharedTitles } from './shared-titles.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-shared-titles-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'titles.tsv');
  await writeFile(path, text);
  return readSharedTitles(path);
}

test('reads a query and a film from each line, and skips comments and empty lines', async () => {
  expect(await read('# meant most\r\n\r\nthe thing\tthe-thing-1982\r\nup\tup-2009\n')).toEqual([
    { q: 'the thing', meant: new Set(['the-thing-1982']) },
    { q: 'up', meant: new Set(['up-2009']) },
  ]);
});

test.each(['up', 'up\t', '\tup-2009', 'up\tup-2009\t2009'])('refuses the line %j', async (line) => {
  await expect(read(`# first\n${line}\n`)).rejects.toThrow(/^Line 2 of .*titles\.tsv is not a query/);
});
