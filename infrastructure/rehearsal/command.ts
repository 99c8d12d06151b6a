import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

type Options = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that gets standard output and standard error. */
  readonly log: string;
  readonly timeoutSec: number;
  /** Exit codes that are not a failure. Default: 0. */
  readonly accepts?: readonly number[];
};

/**
 * Runs a command without a terminal and without input.
 *
 * @returns its exit code
 * @throws Error with the end of its output, if the exit code is not one of `accepts` or the time is over
 */
export async function run(command: string, args: readonly string[], options: Options): Promise<number> {
  const { cwd, env, log, timeoutSec, accepts = [0] } = options;
  const output = openSync(log, 'a');
  try {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
    const { code, isLate } = await ended(child, timeoutSec);
    if (code !== null && accepts.includes(code)) return code;
    const why = isLate ? `took longer than ${String(timeoutSec)} s` : `ended with exit code ${String(code)}`;
    throw new Error(`${[command, ...args].join(' ')} ${why}. The end of ${log}:\n\n${tailOf(log)}`);
  } finally {
    closeSync(output);
  }
}

const running = new Set<ChildProcess>();

/** Kills every command that still runs, with everything that it has started. */
export function killAll(): void {
  running.forEach(kill);
}

/** Kills the process group that a child leads. */
function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The process has ended, but its exit event has not arrived yet.
  }
}

function ended(child: ChildProcess, timeoutSec: number) {
  return new Promise<{ code: number | null; isLate: boolean }>((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill(child);
    }, timeoutSec * 1_000);
    running.add(child);
    const settle = () => {
      running.delete(child);
      clearTimeout(timer);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('exit', (code) => {
      settle();
      resolve({ code, isLate });
    });
  });
}

/** Returns the first line that a program prints, or an empty string if the program ends without one. */
export function firstLineOf(output: Readable): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface(output);
    lines.once('line', resolve);
    lines.once('close', () => {
      resolve('');
    });
  });
}

function tailOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-40).join('\n');
}

/** Runs a command and returns its standard output. */
export function outputOf(command: string, args: readonly string[], { cwd, env }: Pick<Options, 'cwd' | 'env'>): string {
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
