import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = [
  '.husky/pre-commit',
  '.husky/commit-msg',
  '.prettierrc.json',
  'client/scripts/no-text-outside-texts-files.ts',
  'commitlint.config.mjs',
  'eslint.config.mjs',
  'eslint.staged.config.mjs',
  'lint-staged.config.mjs',
  'scripts/prepare.mjs',
];

/** commitlint colours its answer where `CI` is set, and a colour would part `input:` from the message. */
const ENVIRONMENT = { ...process.env, NO_COLOR: '1' };

/** A repository with the hooks of this one, and hardly any code. */
let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-hooks-'));
  for (const file of COPIED) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write('package.json', '{ "type": "module" }\n');
  write('.gitignore', 'node_modules\n.cache\n');
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [] };
  write('tsconfig.json', `${JSON.stringify({ compilerOptions: options, include: ['*.ts'] }, undefined, 2)}\n`);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.org');
  execFileSync(process.execPath, ['scripts/prepare.mjs'], { cwd: folder, env: { ...ENVIRONMENT, HUSKY: '1' } });
  git('add', 'package.json', '.gitignore');
  git('commit', '--no-verify', '--quiet', '--message', 'chore: begin');
});
after(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

/** Commits one file, and returns whether git did it, and what the hooks said. */
function commit(message: string, file: string, text: string): { isDone: boolean; said: string } {
  write(file, text);
  git('add', file);
  const env = { ...ENVIRONMENT, HUSKY: '1' };
  const { status, stdout, stderr } = spawnSync('git', ['commit', '--message', message], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { isDone: status === 0, said: stdout + stderr };
}

describe('the hooks of a commit', () => {
  test('refuse a subject without a type, and say which rule it breaks', () => {
    const { isDone, said } = commit('Fixed some things', 'one.md', '# One\n');
    assert.equal(isDone, false, said);
    assert.match(said, /type may not be empty/);
  });

  test('accept a conventional subject', () => {
    const { isDone, said } = commit('docs: add a page, because there was none', 'one.md', '# One\n');
    assert.equal(isDone, true, said);
  });

  test('refuse a file whose format is not ours', () => {
    const { isDone, said } = commit('docs: add a list', 'two.md', '*  one\n*  two\n');
    assert.equal(isDone, false, said);
    assert.match(said, /two\.md/);
    git('rm', '--quiet', '--force', 'two.md');
  });

  test('refuse a type error and a fault that ESLint finds', () => {
    const typed = commit('feat: add a number', 'three.ts', "export const three: number = 'three';\n");
    assert.equal(typed.isDone, false, typed.said);
    assert.match(typed.said, /TS2322/);
    const linted = commit('feat: add a number', 'three.ts', 'export default 3;\n');
    assert.equal(linted.isDone, false, linted.said);
    assert.match(linted.said, /Named exports only/);
    const good = commit('feat: add a number', 'three.ts', 'export const three = 3;\n');
    assert.equal(good.isDone, true, good.said);
  });
});

test('the hook checks the types of every program that has a staged file', async () => {
  const { default: config } = (await import(join(ROOT, 'lint-staged.config.mjs'))) as {
    default: { '*.{ts,tsx}': (files: string[]) => string[] };
  };
  const programsOf = (...paths: string[]) =>
    config['*.{ts,tsx}'](paths.map((path) => join(ROOT, path))).map((command) => /^tsc -p (\S+) /.exec(command)?.[1]);
  assert.deepEqual(programsOf('server/src/a.ts', 'bench/api/b.ts', 'scripts/c.ts', 'release/d.ts'), ['.']);
  assert.deepEqual(programsOf('client/src/app/a.tsx'), ['client/src', 'client']);
  assert.deepEqual(programsOf('client/test/a.ts', 'infrastructure/main.ts'), ['client', 'infrastructure']);
  assert.deepEqual(programsOf('bench/page/page.ts'), ['client']);
});

/** What GitHub runs for the messages of a pull request: first for its title, then for its commits. */
function commandsOfGitHub(): string[] {
  const workflow = parse(readFileSync(join(ROOT, '.github/workflows/commits.yml'), 'utf8')) as {
    jobs: { commits: { steps: { run?: string }[] } };
  };
  return workflow.jobs.commits.steps.flatMap(({ run = '' }) => (run.includes('commitlint') ? [run] : []));
}

function runLike(command: string, env: Readonly<Record<string, string>>) {
  return spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', env: { ...ENVIRONMENT, ...env } });
}

test('GitHub refuses a bad title of a pull request, because a squash merge makes it the subject of the commit', () => {
  const [command = ''] = commandsOfGitHub();
  const check = (title: string) => runLike(command, { TITLE: title });
  const good = check('fix: repair "it", because $HOME was broken');
  assert.equal(good.status, 0, good.stdout);
  const { status, stdout } = check('Repair it');
  assert.equal(status, 1);
  assert.match(stdout, /input: Repair it/);
});

test('GitHub refuses a bad message of any commit of a pull request', () => {
  const [, command = ''] = commandsOfGitHub();
  const base = git('rev-parse', 'HEAD');
  const check = () => runLike(command, { BASE: base, HEAD: git('rev-parse', 'HEAD') });
  git('commit', '--no-verify', '--quiet', '--allow-empty', '--message', 'fix: repair it, because it was broken');
  assert.equal(check().status, 0, check().stdout);
  git('commit', '--no-verify', '--quiet', '--allow-empty', '--message', 'oops');
  git('commit', '--no-verify', '--quiet', '--allow-empty', '--message', 'fix: repair more');
  const { status, stdout } = check();
  assert.equal(status, 1);
  assert.match(stdout, /input: oops/);
});
