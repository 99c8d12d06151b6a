import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zip } from '../bundles/zip.ts';

const ENTRIES = [
  { path: 'index.mjs', bytes: Buffer.from('export const handler = 1;') },
  { path: 'chunks/größe.mjs', bytes: Buffer.alloc(100_000, 'abc') },
  { path: 'empty', bytes: Buffer.alloc(0) },
];

test('the same files give the same bytes, and different files give different bytes', () => {
  assert.deepEqual(zip(ENTRIES), zip(ENTRIES));
  assert.notDeepEqual(zip(ENTRIES), zip(ENTRIES.slice(1)));
});

test('Python’s ZIP reader finds every file, intact and readable by everybody', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-zip-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'code.zip');
  writeFileSync(file, zip(ENTRIES));
  const script =
    'import json,sys,zipfile\n' +
    'z=zipfile.ZipFile(sys.argv[1])\n' +
    'print(json.dumps([z.testzip(),[[i.filename,i.file_size,oct(i.external_attr>>16)] for i in z.infolist()]]))';
  const { status, stdout, error } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
  if (error) {
    t.skip('there is no python3');
    return;
  }
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), [null, ENTRIES.map(({ path, bytes }) => [path, bytes.length, '0o100644'])]);
});
