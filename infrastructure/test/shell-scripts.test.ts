import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const COMMANDS = ['install-all.sh', 'destroy-all.sh', 'scripts/deploy/server.sh', 'scripts/deploy/client.sh'];

const { error: noShellcheck } = spawnSync('shellcheck', ['--version']);

test('shellcheck finds nothing', { skip: noShellcheck ? 'shellcheck is not installed' : false }, () => {
  const all = readdirSync(join(ROOT, 'scripts/deploy')).filter((name) => name.endsWith('.sh'));
  const files = ['install-all.sh', 'destroy-all.sh', ...all.map((name) => `scripts/deploy/${name}`)];
  const { status, stdout } = spawnSync('shellcheck', ['-x', ...files], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

for (const command of COMMANDS) {
  test(`${command} has POSIX syntax and stops at the first failure`, () => {
    assert.match(readFileSync(join(ROOT, command), 'utf8'), /^#!\/bin\/sh\n(?:#.*\n)+set -eu\n/);
    assert.equal(spawnSync('sh', ['-n', command], { cwd: ROOT }).status, 0);
  });
}
