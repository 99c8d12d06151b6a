import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleChild, perform } from './perform.ts';
import { FILMS_FILE } from './prepare.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-perform-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('Marquee builds its index in a process of its own, outside the repository', async () => {
  const child = await bundleChild(folder);
  await perform(child, { kind: 'prepare', source: { kind: 'synthetic', count: 50 }, folder, queries: 5, seed: 1 });
  const { report } = await perform(child, {
    kind: 'build',
    engine: 'marquee',
    films: join(folder, FILMS_FILE),
    folder,
  });
  expect(report.bytes).toBeGreaterThan(0);
});
