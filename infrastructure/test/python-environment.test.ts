import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

describe('a virtual environment of Python', () => {
  const root = mkdtempSync(join(tmpdir(), 'marquee-python-'));
  const folder = join(root, 'environment');
  const log = join(root, 'log');
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** A Python that only writes its arguments into a file, and refuses the package `broken`. */
  const stand = (version: 'new' | 'old') => {
    const python = `#!/bin/sh
echo "$*" >>${log}
case "$*" in
  -c*) exit ${version === 'old' ? '1' : '0'} ;;
  *' broken') exit 1 ;;
  '-m venv'*) mkdir -p ${folder}/bin && cp "$0" ${folder}/bin/python ;;
esac
`;
    writeFileSync(join(root, 'python3'), python);
    chmodSync(join(root, 'python3'), 0o755);
  };
  const create = (...packages: string[]) => {
    writeFileSync(log, '');
    const script = `
      import { pythonEnvironment } from ${JSON.stringify(join(import.meta.dirname, '../../scripts/python-environment.ts'))};
      await pythonEnvironment(${JSON.stringify(folder)}, ${JSON.stringify(packages)}).catch((error) => console.log(error.message));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: `${root}:/usr/bin:/bin` },
      encoding: 'utf8',
    });
    return { stdout, calls: readFileSync(log, 'utf8').split('\n').slice(0, -1) };
  };

  test('needs Python 3.10', () => {
    stand('old');
    assert.equal(create('one').stdout, 'Python 3.10 or newer is not on the PATH.\n');
  });

  test('is not complete before every package is in it', () => {
    stand('new');
    assert.match(create('broken').stdout, /^A Python package could not be installed\./m);
    assert.equal(existsSync(join(folder, 'packages.txt')), false);
  });

  test('is created once for a list of packages', () => {
    stand('new');
    assert.match(create('one', 'two').calls.at(-1) ?? '', /^-m pip install .* one two$/);
    assert.deepEqual(create('one', 'two').calls, []);
    assert.match(create('one').calls.at(-1) ?? '', / one$/);
  });
});
