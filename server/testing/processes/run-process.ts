import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

/**
 * NODE_COMPILE_CACHE is passed on because it names the cache of compiled code that all checks of `npm run check` share.
 * With this cache, a start takes a quarter less time.
 */
const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const ENTRYPOINTS = join(import.meta.dirname, '../../src/entrypoints');

/** A command of the product, running as a process of its own. */
export type Running = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** Standard output and error so far, together. */
  readonly output: () => string;
  /** Resolves when the output matches the pattern; rejects when the process ends before that. */
  readonly says: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

export function run(entrypoint: string, args: readonly string[], settings: Record<string, string>): Running {
  return runProgram(process.execPath, [resolve(ENTRYPOINTS, entrypoint), ...args], settings);
}

/**
 * Runs any program. From this process's environment, the program inherits only the three variables above. By default it
 * runs in the repository's root.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  settings: Record<string, string>,
  folder = join(ENTRYPOINTS, '../../..'),
): Running {
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    output: () => output,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = output.match(pattern);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then((how) => {
          reject(new Error(`ended with ${String(how)} and never printed ${String(pattern)}:\n${output}`));
        });
      }),
  };
}
