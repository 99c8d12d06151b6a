import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DATA_SET, whyNoDataSet } from '../../testing/data-set.ts';
import { importFilms, makeDataDir, run } from '../../testing/processes/product.ts';

/** `npm run test:round-trip`. It imports the whole data set twice, so `npm run test:data-set` leaves it out. */
const TIMEOUT_MS = 3_600_000;

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: the round trip of the real data is skipped: ${reason}\n`);

let folder: { path: string; remove: () => Promise<void> };
beforeEach(async () => {
  folder = await makeDataDir();
});
afterEach(() => folder.remove());

(reason === undefined ? test : test.skip)(
  'an export of the whole data set, imported into an empty folder, is exported as the same bytes',
  async () => {
    const at = (name: string) => join(folder.path, name);
    await importFilms(at('data'), DATA_SET);
    const original = await exportFilms(at('data'), at('first.jsonl'));
    const { output } = await importFilms(at('copy'), at('first.jsonl'));
    expect(output).toMatch(/: 36,\d{3} created\n/);
    expect(await exportFilms(at('copy'), at('second.jsonl'))).toBe(original);
  },
  TIMEOUT_MS,
);

/** @returns the SHA-256 of the lines, which the command prints */
async function exportFilms(dataDir: string, file: string): Promise<string | undefined> {
  const running = run('films-export.ts', ['--out', file], { MARQUEE_DATA_DIR: dataDir });
  const [sum] = await running.says(/SHA-256 of the lines: [0-9a-f]{64}\n/);
  expect(await running.ended).toBe(0);
  return sum;
}
