import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DATA_SET, whyNoDataSet } from '../../server/testing/data-set.ts';

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: bench:scale is not tested: ${reason}\n`);

(reason === undefined ? test : test.skip)('bench:scale measures two numbers of films in memory', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'main.ts'),
      ...['--engines', 'memory', '--sizes', '600,900', '--queries', '5', '--edit-s', '1', '--data', DATA_SET],
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^in memory {2}600 .*\nin memory {2}900 /m);
  // 50 edits, none of which was lost.
  expect(stdout).toMatch(/^in memory {2}900 +\d+ +0 /m);
});
