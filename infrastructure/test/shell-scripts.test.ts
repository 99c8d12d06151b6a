import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const COMMANDS = ['install-all.sh', 'destroy-all.sh', 'scripts/deploy/server.sh', 'scripts/deploy/client.sh'];

for (const command of COMMANDS) {
  test(`${command} has POSIX syntax and stops at the first failure`, () => {
    assert.match(readFileSync(join(ROOT, command), 'utf8'), /^#!\/bin\/sh\n(?:#.*\n)+set -eu\n/);
    assert.equal(spawnSync('sh', ['-n', command], { cwd: ROOT }).status, 0);
  });
}
