import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { AWS_PROVIDER } from '../aws-provider.ts';

const PROGRAM = join(import.meta.dirname, '../lock-provider.ts');

/** A stand-in for Terraform. It writes its arguments and the configuration into the lock file. */
const TERRAFORM = `#!/bin/sh
[ ! -f "$FAILS" ] || exit 1
{ echo "$*"; cat "\${1#-chdir=}/main.tf.json"; } >"\${1#-chdir=}/.terraform.lock.hcl"
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-lock-test-'));
  writeFileSync(join(folder, 'terraform'), TERRAFORM, { mode: 0o755 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function lock(...args: string[]) {
  const file = join(folder, 'terraform.lock.hcl');
  const env = {
    ...process.env,
    PATH: [folder, process.env['PATH'] ?? ''].join(delimiter),
    FAILS: join(folder, 'fails'),
  };
  const { status } = spawnSync(process.execPath, [PROGRAM, file, ...args], { env });
  const [command = '', configuration = '{}'] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { status, command, configuration: JSON.parse(configuration) as unknown };
}

const requiring = (version: string) => ({
  terraform: { required_providers: { aws: { source: 'hashicorp/aws', version } } },
});

test('locks what the stacks allow, for every platform on which people and GitHub run Terraform', () => {
  const { status, command, configuration } = lock();
  assert.equal(status, 0);
  assert.match(
    command,
    / providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64$/,
  );
  assert.deepEqual(configuration, requiring(AWS_PROVIDER.version));
});

test('locks another version from a copy on this machine, for the rehearsal', () => {
  const { command, configuration } = lock('5.100.0', '/mirror');
  assert.match(command, / providers lock -fs-mirror=\/mirror$/);
  assert.deepEqual(configuration, requiring('5.100.0'));
});

test('fails if Terraform fails, and writes no file', () => {
  writeFileSync(join(folder, 'fails'), '');
  assert.deepEqual(lock(), { status: 1, command: '', configuration: {} });
});
