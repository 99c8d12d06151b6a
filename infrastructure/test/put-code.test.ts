import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { FUNCTIONS } from '../bundles/pack-bundles.ts';
import { installed, type FakeAccount } from './rehearsal/fake-lambda.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/deploy/put-code.ts');
const FAKE = join(import.meta.dirname, 'rehearsal/fake-lambda.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-code-'));
  mkdirSync(join(folder, 'infrastructure/cdktf.out/lambda'), { recursive: true });
  writeFileSync(
    join(folder, 'aws'),
    `#!/bin/sh\necho "$2 $AWS_MAX_ATTEMPTS" >>attempts\nexec '${process.execPath}' '${FAKE}' "$@"\n`,
  );
  chmodSync(join(folder, 'aws'), 0o755);
  for (const name of FUNCTIONS) {
    writeFileSync(join(folder, `infrastructure/cdktf.out/lambda/${name}.zip`), `code of ${name}`);
  }
  const account = installed('dev', FUNCTIONS);
  // The code of an install, so that these tests need not upload it. Each call of `aws` is a process.
  for (const name of FUNCTIONS)
    Object.assign(account.functions[`marquee-dev-${name}`] ?? {}, { code: `code of ${name}` });
  write(account);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(account: FakeAccount): void {
  writeFileSync(join(folder, 'account.json'), JSON.stringify(account));
}

function read(): FakeAccount {
  return JSON.parse(readFileSync(join(folder, 'account.json'), 'utf8')) as FakeAccount;
}

function putCode(...args: string[]) {
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, FAKE_ACCOUNT: join(folder, 'account.json') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

test('deploys the packed code and says how to come back to it; for an unknown release, lists the known ones', () => {
  const first = putCode('dev');
  assert.equal(first.status, 0, first.output);
  assert.match(first.output, /^marquee-dev-api: version 1 is live$/m);
  assert.match(first.output, /^This is release 1\. To come back to it later: npm run deploy -w server -- dev --to 1$/m);
  for (const one of Object.values(read().functions)) assert.equal(one.alias?.version, '1');
  const attempts = new Set(readFileSync(join(folder, 'attempts'), 'utf8').split('\n'));
  assert.ok(attempts.has('invoke 1') && attempts.has('get-alias '), [...attempts].join());
  const unknown = putCode('dev', '--to', '7');
  assert.equal(unknown.status, 2);
  assert.match(
    unknown.output,
    /^There is no release '7' of dev to go back to\. There are:\n +1 .*\(live\) {2}\[api 1, import 1/,
  );
});

test('refuses a number of minutes that is none, because the shift would otherwise end at once', () => {
  const before = read();
  for (const minutes of ['five', '-1']) {
    const { status, output } = putCode('dev', `--minutes=${minutes}`);
    assert.equal(status, 1);
    assert.match(output, /--minutes must be a number such as 5/);
  }
  assert.deepEqual(read(), before);
});

test('ends with exit code 1 and the message of AWS when AWS refuses', () => {
  write(installed('prod', FUNCTIONS));
  const { status, output } = putCode('dev');
  assert.equal(status, 1);
  assert.match(
    output,
    /^dev has no functions, .*sh install-all\.sh dev\nAn error occurred \(ResourceNotFoundException\)/,
  );
});
