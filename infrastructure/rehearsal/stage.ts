import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLineOf, run } from './command.ts';
import { LoopbackProxy, PROXIED_NAMES } from './loopback-proxy.ts';
import { Emulator, freePort } from './emulator.ts';
import type { Tools } from './tools.ts';
import { Workspace } from './workspace.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A token in the format of TMDB's, which only the stand-in for TMDB accepts. */
export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.rehearsal-only.c2lnbmF0dXJl';

type Parts = Pick<Stage, 'workspace' | 'proxy' | 'env' | 'providerVersion' | 'tmdbUrl'>;

/** Everything around the scripts: an emulated AWS, a stand-in for TMDB, the proxy, and a copy of the repository. */
export class Stage {
  readonly workspace: Workspace;
  readonly proxy: LoopbackProxy;
  readonly env: Readonly<Record<string, string>>;
  readonly providerVersion: string;
  /** The API of the stand-in for TMDB. */
  readonly tmdbUrl: string;
  readonly #endings: readonly (() => void)[];

  private constructor({ workspace, proxy, env, providerVersion, tmdbUrl }: Parts, endings: readonly (() => void)[]) {
    this.workspace = workspace;
    this.proxy = proxy;
    this.env = env;
    this.providerVersion = providerVersion;
    this.tmdbUrl = tmdbUrl;
    this.#endings = endings;
  }

  static async start(folder: string, environment: string, tools: Tools): Promise<Stage> {
    const workspace = new Workspace(folder, tools);
    const endings: (() => void)[] = [];
    try {
      const port = await freePort();
      const emulatorUrl = `http://127.0.0.1:${String(port)}`;
      const { proxy, certificate } = await startProxy(workspace, port, tools);
      endings.push(() => {
        proxy.close();
      });
      const env = workspace.env({ emulatorUrl, proxyUrl: proxy.url, certificate }, tools);
      const tmdb = await startTmdb();
      endings.push(() => tmdb.child.kill());
      const services = ['DYNAMODB', 'S3', 'SQS', 'SSM'].map((name) => [`AWS_ENDPOINT_URL_${name}`, emulatorUrl]);
      const passedOn = {
        ...env,
        ...(Object.fromEntries(services) as Record<string, string>),
        ...{ MARQUEE_TMDB_URL: tmdb.url, REHEARSAL_ROLE: `marquee-deploy-${environment}` },
        REHEARSAL_CALLS: join(folder, 'calls.jsonl'),
        // What the emulator unpacks is removed with the workspace.
        TMPDIR: workspace.temporary,
      };
      const emulator = await Emulator.start(tools.python, port, passedOn, workspace.log('emulator'));
      endings.push(() => {
        emulator.stop();
      });
      const { providerVersion } = tools;
      return new Stage({ workspace, proxy, env, providerVersion, tmdbUrl: tmdb.url }, endings);
    } catch (error) {
      for (const end of endings) end();
      throw error;
    }
  }

  /** Runs a command in the copy of the repository. Its output goes to the log of the step. */
  run(step: string, command: string, args: readonly string[], options: Partial<Parameters<typeof run>[2]> = {}) {
    const { workspace } = this;
    const env = { ...this.env, ...options.env };
    const cwd = workspace.repository;
    return run(command, args, { cwd, log: workspace.log(step), timeoutSec: 1_200, ...options, env });
  }

  stop(): void {
    for (const end of this.#endings) end();
  }
}

async function startProxy(workspace: Workspace, emulatorPort: number, { python }: Tools) {
  const { folder } = workspace;
  const options = { cwd: folder, env: {}, log: workspace.log('certificate'), timeoutSec: 60 };
  await run(python, [join(import.meta.dirname, 'certificate.py'), folder, ...PROXIED_NAMES], options);
  const certificate = join(folder, 'certificate.pem');
  const tls = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(join(folder, 'key.pem'), 'utf8') };
  return { proxy: await LoopbackProxy.start({ emulatorPort, tls }), certificate };
}

/** @returns the process, and the URL of its API */
async function startTmdb(): Promise<{ child: ChildProcess; url: string }> {
  const double = join(ROOT, 'server/testing/tmdb-double/main.ts');
  const child = spawn(process.execPath, [double, '--port', '0', '--token', TOKEN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await firstLineOf(child.stdout);
  const url = /http:\S+?(?=,)/.exec(line)?.[0];
  if (url === undefined) throw new Error(`The stand-in for TMDB did not start: ${line}`);
  return { child, url };
}
