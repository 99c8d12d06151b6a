import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DATA_SET, FAMOUS_TITLES, whyNoDataSet } from '../../server/testing/data-set.ts';
import { readSharedTitles } from '../relevance/shared-titles.ts';

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: fame is not tested on the real films: ${reason}\n`);
const hasFamous = existsSync(FAMOUS_TITLES);
if (!hasFamous) process.stdout.write('NOTICE: fame is not tested on titles other than those in the repository\n');

(reason === undefined ? test : test.skip)(
  'fame finds the film that most people mean, on titles it was not fitted on',
  () => {
    // In Jest's own process, loading the films takes four times as long.
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')],
      { encoding: 'utf8', env: { ...process.env, MARQUEE_DATA_SET: DATA_SET } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const share = (line: RegExp) => Number(line.exec(stdout)?.[1]);
    expect(share(/^shared titles: (\d+)$/m)).toBeGreaterThan(600);
    expect(share(/^right, with weights fitted to other titles: ([\d.]+) %$/m)).toBeGreaterThanOrEqual(87.5);
    expect(share(/^right, with the weights of the product: ([\d.]+) %$/m)).toBeGreaterThanOrEqual(87.5);
    // 79.1 % is 19 of the 24 queries. The file has 30 queries, but each of the other 6 is the title of only one film, which comes first anyway.
    if (hasFamous) expect(share(/^right, of 24 further titles: ([\d.]+) %$/m)).toBeGreaterThanOrEqual(79.1);
  },
);

(hasFamous ? test : test.skip)(
  'the titles on which fame is tested are not among those on which its weights are fitted',
  async () => {
    const fitted = await readSharedTitles(join(import.meta.dirname, '../relevance/shared-titles.tsv'));
    const tested = new Set((await readSharedTitles(FAMOUS_TITLES)).map(({ q }) => q));
    expect(fitted.filter(({ q }) => tested.has(q))).toEqual([]);
  },
);
