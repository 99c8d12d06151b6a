import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ENVIRONMENTS } from '../../config/environments.ts';
import { factsOf } from '../../config/facts.ts';
import { MARKER } from './steps.ts';

const ROOT = join(import.meta.dirname, '../../..');
const STAND_IN = join(import.meta.dirname, 'stand-in.sh');

/** A token in the format that the scripts accept, and that belongs to nobody. */
export const KEY = 'eyJhbGciOiJIUzI1NiJ9.rehearsal-only.c2lnbmF0dXJl';

export type Rehearsed = {
  readonly status: number | null;
  /** Standard output and error. */
  readonly output: string;
  /** The calls of the stand-ins in this run, such as `aws sts get-caller-identity ...` */
  readonly calls: readonly string[];
};

type Given = {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input: what somebody types. */
  readonly input?: string;
  /** The number of the call that fails, counted from 1. If it is absent, no call fails. */
  readonly failAt?: number;
  /** Whether the shell prints each command (`sh -x`). */
  readonly traced?: boolean;
};

const OUTPUTS = {
  'marquee-dev-server': {
    api_domain: 'api.example.org',
    token_parameter: '/marquee/dev/tmdb-token',
    import_bucket: 'marquee-dev-imports-123456789012',
    snapshots_bucket: 'marquee-dev-snapshots-123456789012',
    films_table: 'marquee-dev-films',
    cache_table: 'marquee-dev-cache',
    import_function: 'marquee-dev-import',
    snapshot_function: 'marquee-dev-snapshot',
  },
  'marquee-dev-client': {
    page_url: 'https://d111111abcdef8.example.org',
    page_bucket: 'marquee-dev-page-123456789012',
    distribution_id: 'E2QWRUHAPOMQZL',
  },
};

/**
 * Copies the scripts to a temporary folder, and puts stand-ins for aws, terraform, npm and node first on the PATH. The
 * stand-ins keep a simulated AWS account in a few files, so a run finds what earlier runs have left in the account.
 */
export class Rehearsal {
  readonly folder = mkdtempSync(join(tmpdir(), 'marquee-rehearsal-'));
  readonly #root = join(this.folder, 'repository');
  readonly #bin = join(this.folder, 'bin');
  #hasTools = true;

  constructor() {
    // Only what the scripts read, because there are hundreds of rehearsals.
    for (const path of [
      'install-all.sh',
      'destroy-all.sh',
      'scripts/deploy',
      'infrastructure/config/environments.ts',
    ]) {
      cpSync(join(ROOT, path), join(this.#root, path), { recursive: true });
    }
    writeFileSync(join(this.#root, 'package.json'), '{ "type": "module" }');
    mkdirSync(this.#bin);
    mkdirSync(join(this.folder, 'versions'));
    mkdirSync(join(this.folder, 'temporary'));
    for (const name of ['aws', 'terraform', 'npm', 'node', 'gh']) {
      symlinkSync(STAND_IN, join(this.#bin, name));
    }
    for (const environment of ENVIRONMENTS) this.write(`environment-${environment.name}`, factsOf(environment));
    this.write('imports', '0');
    this.write('concurrency', '1000');
    for (const [stack, outputs] of Object.entries(OUTPUTS)) {
      this.declare(stack, outputs);
      this.declare(
        stack.replace('dev', 'prod'),
        mapValues(outputs, (value) => value.replace('dev', 'prod')),
      );
    }
  }

  /** Temporary files that a run has not removed. */
  leftovers(): string[] {
    return readdirSync(join(this.folder, 'temporary'));
  }

  /** Writes a file of the simulated account. */
  write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }

  /** Writes a file of the copied repository. */
  writeSource(path: string, content: string): void {
    writeFileSync(join(this.#root, path), content);
  }

  /** Reads a file of a synthesised stack; `undefined` if it does not exist. */
  synthesised(stack: string, name: string): string | undefined {
    const path = join(this.#root, 'infrastructure/cdktf.out/stacks', stack, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  /** Reads a file of the simulated account; `undefined` if it does not exist. */
  read(name: string): string | undefined {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  /** The environments of all calls, one `NAME=value` on each line. */
  environments(): string {
    return (this.read('environments') ?? '').replaceAll(/^export (\w+)=(['"])(.*)\2$/gm, '$1=$3');
  }

  /** Adds outputs to those that a stack will have once it is applied. */
  declare(stack: string, outputs: Readonly<Record<string, string>>): void {
    const others = JSON.parse(this.read(`declared-${stack}`) ?? '{}') as object;
    const json = JSON.stringify({ ...others, ...mapValues(outputs, (value) => ({ value, type: 'string' })) });
    // The stand-in reads lines.
    this.write(`declared-${stack}`, json.replaceAll('},', '},\n'));
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  /** Puts the account into the state after an install of the environment. */
  install(environment: string): void {
    this.write('state-bucket', '');
    for (const stack of ['server', 'client']) {
      const name = `marquee-${environment}-${stack}`;
      this.write(`outputs-${name}`, this.read(`declared-${name}`) ?? '');
    }
  }

  /** Removes a tool, as if it were not installed. */
  without(tool: string): void {
    this.#hasTools = false;
    rmSync(join(this.#bin, tool));
    // The PATH is cut to the folder of the stand-ins, because the shell would find the real tool in the rest of the
    // PATH.
    this.#path = this.#bin;
    for (const needed of ['sh', 'sed', 'grep', 'mkdir', 'dirname', 'basename', 'cat', 'env', 'wc', 'tr', 'rm']) {
      const { stdout } = spawnSync('sh', ['-c', `command -v ${needed}`], { encoding: 'utf8' });
      symlinkSync(stdout.trim(), join(this.#bin, needed));
    }
  }

  /** Puts the account into the state after a person has applied the bootstrap stack of the build. */
  bootstrap(): void {
    this.write('state-bucket', '');
    this.write('bootstrapped', `${MARKER}\n`);
  }

  /** Puts a build into the repository, as `build-archive.sh unpack` does. */
  build(): void {
    const stacks = ENVIRONMENTS.flatMap(({ name }) => [`${name}-server`, `${name}-client`]);
    const files = ['bootstrap', ...stacks].map(
      (stack) => `infrastructure/cdktf.out/stacks/marquee-${stack}/cdk.tf.json`,
    );
    for (const file of ['client/dist/index.html', ...files]) {
      mkdirSync(dirname(join(this.#root, file)), { recursive: true });
      writeFileSync(join(this.#root, file), '{}\n');
    }
  }

  /** Reads a file of the repository; `undefined` if it does not exist. */
  built(file: string): string | undefined {
    return this.read(join('repository', file));
  }

  /** Removes the build. */
  unbuild(): void {
    for (const folder of ['client', 'infrastructure/cdktf.out']) {
      rmSync(join(this.#root, folder), { recursive: true, force: true });
    }
  }

  /** Makes a commit in the repository, with a real Git, and returns its id. */
  commit(): string {
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        cwd: this.#root,
        encoding: 'utf8',
      }).stdout.trim();
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'a change');
    return git('rev-parse', 'HEAD');
  }

  run(script: string, args: readonly string[], given: Given = {}): Rehearsed {
    const path = join(this.#root, script);
    const isPlain = given.traced !== true && this.#hasTools;
    // With functions in place of programs, a run takes half of the time: most of it is the start of processes.
    const command = isPlain
      ? ['-c', `. '${STAND_IN}'; . "$0"`, path]
      : [...(given.traced === true ? ['-x'] : []), path];
    return this.#spawn(['sh', ...command, ...args], given);
  }

  /** Runs a step of a workflow, as GitHub does. */
  runStep(commands: string, given: Given = {}): Rehearsed {
    return this.#spawn(['bash', '-e', '-c', commands], given);
  }

  #spawn([command = '', ...args]: readonly string[], { env = {}, input = '', failAt }: Given): Rehearsed {
    rmSync(join(this.folder, 'calls'), { force: true });
    rmSync(join(this.folder, 'fail-at'), { force: true });
    if (failAt !== undefined) this.write('fail-at', `${String(failAt)}\n`);
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.#root,
      env: {
        PATH: this.#path,
        HOME: this.folder,
        TMPDIR: join(this.folder, 'temporary'),
        REHEARSAL: this.folder,
        REAL_NODE: process.execPath,
        ...env,
      },
      input,
      encoding: 'utf8',
    });
    const calls = (this.read('calls') ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/file:\/\/\S+/, 'file://TEMPORARY'));
    return { status, output: stdout + stderr, calls };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #path = `${this.#bin}:${process.env['PATH'] ?? ''}`;
}

function mapValues<T, R>(values: Readonly<Record<string, T>>, to: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
