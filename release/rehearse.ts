// `npm run release:rehearse`: lets semantic-release derive the next version from planted commits, on a scratch clone.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const USAGE = `Usage: npm run release:rehearse

Clones this repository to a temporary folder, plants commits after a tag there, and checks which version semantic-release
derives from them (semantic-release --dry-run). Installs the tools of a release first if they are missing. Publishes nothing, and
changes nothing here.

Exit codes: 0 all versions are right; 1 one is wrong; 2 wrong arguments`;

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(import.meta.dirname, 'node_modules/semantic-release/bin/semantic-release.js');
const LAST = '3.4.5';

const CASES: readonly {
  readonly commits: readonly string[];
  readonly next: string | undefined;
  readonly notes?: RegExp;
}[] = [
  { commits: ['fix(page): keep focus, because it was lost'], next: '3.4.6', notes: /Repaired[\s\S]*keep focus/ },
  { commits: ['perf(search): read less'], next: '3.4.6', notes: /Faster/ },
  { commits: ['build(dependencies): bump zod'], next: '3.4.6' },
  {
    commits: ['fix: one', 'feat(movies): find movies at OMDb too', 'docs: two'],
    next: '3.5.0',
    notes: /New[\s\S]*OMDb/,
  },
  { commits: ['feat(api)!: answer only https'], next: '4.0.0', notes: /BREAKING CHANGES/ },
  { commits: ['fix: one\n\nBREAKING CHANGE: the old address is gone'], next: '4.0.0', notes: /old address is gone/ },
  { commits: ['docs: explain', 'test: check', 'chore: tidy', 'ci: wait'], next: undefined },
];

if (process.argv.length > 2) {
  const isHelp = ['--help', '-h'].includes(process.argv[2] ?? '');
  (isHelp ? process.stdout : process.stderr).write(`${USAGE}\n`);
  process.exit(isHelp ? 0 : 2);
}
if (!existsSync(PROGRAM)) {
  execFileSync('npm', ['ci', '--prefix', 'release', '--ignore-scripts'], { cwd: ROOT, stdio: 'inherit' });
}

const scratch = mkdtempSync(join(tmpdir(), 'marquee-release-'));
const [remote, clone] = [join(scratch, 'remote.git'), join(scratch, 'clone')];
// Variables of a CI would make semantic-release believe that it runs for another branch or a pull request.
const env = {
  PATH: process.env['PATH'],
  HOME: scratch,
  GIT_AUTHOR_NAME: 'Rehearsal',
  GIT_AUTHOR_EMAIL: 'r@example.org',
  GIT_COMMITTER_NAME: 'Rehearsal',
  GIT_COMMITTER_EMAIL: 'r@example.org',
};

function git(...args: string[]): void {
  execFileSync('git', ['-C', clone, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

try {
  // Without tags, because the tag of a real release may be higher than the planted one.
  execFileSync('git', ['clone', '--quiet', '--bare', '--shared', '--no-tags', ROOT, remote], { env });
  execFileSync('git', ['clone', '--quiet', '--shared', remote, clone], { env });
  git('config', 'core.hooksPath', '/dev/null');
  git('checkout', '--quiet', '-B', 'main', 'HEAD');
  git('tag', `v${LAST}`);
  for (const { commits, next, notes = /^/ } of CASES) {
    git('reset', '--quiet', '--hard', `v${LAST}`);
    for (const message of commits) git('commit', '--quiet', '--allow-empty', '--message', message);
    git('push', '--quiet', '--force', '--tags', 'origin', 'main');
    const config = join(import.meta.dirname, 'rehearsal.config.mjs');
    const args = [PROGRAM, '--dry-run', '--no-ci', '--extends', config, '--repository-url', `file://${remote}`];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: clone, env, encoding: 'utf8' });
    const derived = /The next release version is (\S+)/.exec(stdout)?.[1];
    const isRight = status === 0 && derived === next && notes.test(stdout);
    process.stdout.write(
      `${isRight ? 'right' : 'WRONG'}: ${commits.map((one) => one.split('\n', 1)[0] ?? '').join(' + ')} -> ${derived ?? 'no release'}\n`,
    );
    if (isRight) continue;
    process.stderr.write(`Expected ${next ?? 'no release'} with notes like ${String(notes)}.\n${stdout}${stderr}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
