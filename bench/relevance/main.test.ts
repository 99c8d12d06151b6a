import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DATA_SET, whyNoDataSet } from '../../server/testing/data-set.ts';

const NODE_ARGS = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')];

/** Runs the command. In Jest's own process, loading the films takes four times as long. */
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

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: the goals of relevance are not tested: ${reason}\n`);

(reason === undefined ? test : test.skip)('search reaches its goals over the real films', () => {
  const args = ['--engines', 'marquee', '--data', DATA_SET];
  const { status, output } = bench(...args, '--misses', '5', '--check');
  // A failure shows the table and some of the missed queries.
  expect(status === 0 ? '' : output).toBe('');
});
