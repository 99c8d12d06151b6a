import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DATA_SET, whyNoDataSet } from '../../server/testing/data-set.ts';

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: the goals of relevance are not tested: ${reason}\n`);

(reason === undefined ? test : test.skip)('search reaches its goals over the real films', () => {
  // In Jest's own process, loading the films takes four times as long.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'main.ts'),
      ...['--engines', 'marquee', '--data', DATA_SET, '--misses', '5', '--check'],
    ],
    { encoding: 'utf8' },
  );
  // A failure shows the table and some of the missed queries.
  expect(status === 0 ? '' : stdout + stderr).toBe('');
});
