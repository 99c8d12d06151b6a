import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const SCRIPT = join(import.meta.dirname, '../../scripts/deploy/print-outputs.ts');

test('prints outputs as name=value, and nothing for a stack without outputs', () => {
  const print = (outputs: object) =>
    spawnSync(process.execPath, [SCRIPT], { input: JSON.stringify(outputs), encoding: 'utf8' }).stdout;
  const output = (value: string) => ({ sensitive: false, type: 'string', value });
  assert.equal(
    print({ page_url: output('https://example.org/a=b'), films_table: output('marquee-dev-films') }),
    'page_url=https://example.org/a=b\nfilms_table=marquee-dev-films\n',
  );
  assert.equal(print({}), '');
});
