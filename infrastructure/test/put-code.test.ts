import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { FUNCTIONS } from '../bundles/pack-bundles.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/deploy/put-code.ts');

/** Answers with the hash in the file of the function's name, and records the other calls. */
const AWS = `#!/bin/sh
case "$1 $2" in
  'lambda get-function')
    cat "has-$4" 2>/dev/null || { echo 'An error occurred (ResourceNotFoundException)' >&2; exit 254; }
    ;;
  *) echo "$*" >>calls ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-code-'));
  mkdirSync(join(folder, 'infrastructure/cdktf.out/lambda'), { recursive: true });
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  for (const name of FUNCTIONS) {
    writeFileSync(join(folder, `infrastructure/cdktf.out/lambda/${name}.zip`), `new ${name}`);
    has(name, `new ${name}`);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function has(name: string, code: string): void {
  writeFileSync(join(folder, `has-marquee-dev-${name}`), createHash('sha256').update(code).digest('base64'));
}

function putCode() {
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'dev'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  const calls = join(folder, 'calls');
  return {
    status,
    output: stdout + stderr,
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}

test('uploads only code that a function does not have, and waits until it is used', () => {
  has('import', 'old import');
  const { status, output, calls } = putCode();
  assert.equal(status, 0, output);
  assert.deepEqual(calls, [
    'lambda update-function-code --function-name marquee-dev-import --zip-file fileb://infrastructure/cdktf.out/lambda/import.zip --output text',
    'lambda wait function-updated-v2 --function-name marquee-dev-import --output text',
  ]);
  assert.match(output, /marquee-dev-api has this code already\nmarquee-dev-import has new code\n/);
});

test('changes nothing when a function is missing, and says what to run', () => {
  has('api', 'old api');
  rmSync(join(folder, 'has-marquee-dev-purge'));
  const { status, output, calls } = putCode();
  assert.deepEqual([status, calls], [1, []]);
  assert.match(output, /dev has no functions\. Install it first: sh install-all\.sh dev/);
});
