import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { batchesOf, readFilmsFile, writeFilmsFile } from './films-file.ts';

test('films with the line separators of Unicode are read as they were written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-films-'));
  const films = [{ id: 'a', version: 1, attributes: { title: 'A', year: 2001, extract: 'one\u2028two\u2029three' } }];
  try {
    await writeFilmsFile(join(folder, 'films'), batchesOf(films));
    const read = [];
    for await (const batch of readFilmsFile(join(folder, 'films'))) read.push(...batch);
    expect(read).toEqual(films);
  } finally {
    await rm(folder, { recursive: true });
  }
});
