import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const NODE_ARGS = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')];

/** Runs the command. It is a module that runs when it is loaded, so it needs a process of its own. */
function bench(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...NODE_ARGS, ...args], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-relevance-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('exits with 1 and names the row if Marquee misses a goal, but only with --check', async () => {
  const films = join(folder, 'films.json');
  const titles = join(folder, 'titles.tsv');
  await writeFile(
    films,
    JSON.stringify([
      { title: 'Rain', year: 1932 },
      { title: 'Fog', year: 1933 },
    ]),
  );
  await writeFile(titles, 'rain\tfog-1933\n');
  const args = ['--engines', 'marquee', '--rows', 'shared-title', '--data', films, '--shared-titles', titles];
  const missed = bench(...args, '--misses', '1', '--check');
  expect(missed.status).toBe(1);
  expect(missed.output).toContain('marquee shared-title: "rain" means fog-1933; first: rain-1932');
  expect(missed.output).toContain('marquee misses the goal of shared-title.');
  expect(bench(...args).status).toBe(0);
  await writeFile(titles, 'rain\train-1932\n');
  expect(bench(...args, '--check').status).toBe(0);
});
