import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { developmentIdentity } from '../../src/adapters/local/oidc/development-identity.ts';
import { mintDevelopmentToken } from '../../src/adapters/local/oidc/development-token.ts';

const ENTRYPOINTS = join(import.meta.dirname, '../../src/entrypoints');

/** The server that `npm start` runs, as a process. */
export type ServerProcess = {
  readonly url: string;
  readonly token: string;
  /** Sends SIGKILL; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
};

/** @throws Error with the server's output if the server ends before it is ready */
export async function startServer(dataDir: string): Promise<ServerProcess> {
  const child = start('local.ts', [], { PORT: '0', MARQUEE_RATE_LIMIT: '0', MARQUEE_DATA_DIR: dataDir });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (text: string) => {
      output += text;
      const match = /Marquee is at (\S+)[^]*writing {3}/.exec(output);
      if (match?.[1] !== undefined) resolve(match[1]);
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('close', () => {
      reject(new Error(`The server ended before it was ready:\n${output}`));
    });
  });
  const token = await mintDevelopmentToken(await developmentIdentity(dataDir), ['films:write'], Date.now());
  return { url, token, kill: () => killProcess(child) };
}

/** Starts `npm run films:import`. `ended` resolves to its exit code, or to `null` if it was killed. */
export function startImport(
  dataDir: string,
  location: string,
): { ended: Promise<number | null>; kill: () => Promise<void> } {
  const child = start('films-import.ts', [location], { MARQUEE_DATA_DIR: dataDir });
  child.stdout?.resume();
  child.stderr?.resume();
  return { ended: once(child, 'close').then(([code]) => code as number | null), kill: () => killProcess(child) };
}

function start(entrypoint: string, args: readonly string[], settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(ENTRYPOINTS, entrypoint), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}
