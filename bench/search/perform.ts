import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { SYNONYMS } from '../../server/src/composition/synonym-tables.ts';
import type { Task, TaskKind, TaskReports } from './protocol.ts';

/**
 * Heap limit in megabytes. A million films and their expected answers fit into it. The measured engines need far less.
 */
const HEAP_MB = 12_000;

/**
 * Bundles the measured code to JavaScript, because engines run as JavaScript in production. If types were stripped at
 * every start, the engine with the most files would be slowed down most.
 *
 * @returns the file to start
 */
export async function bundleChild(folder: string): Promise<string> {
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  // The bundled code looks for the table beside itself.
  await copyFile(SYNONYMS, join(folder, basename(SYNONYMS)));
  return join(folder, 'child.mjs');
}

export type Performed<Kind extends TaskKind> = {
  readonly report: TaskReports[Kind];
  /** Milliseconds since the epoch at which the process was started. */
  readonly startedAtMs: number;
};

/** Runs one task in a fresh process. */
export async function perform<Kind extends TaskKind>(
  child: string,
  task: Extract<Task, { kind: Kind }>,
): Promise<Performed<Kind>> {
  const startedAtMs = performance.timeOrigin + performance.now();
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning', `--max-old-space-size=${String(HEAP_MB)}`];
  const process = fork(child, { execArgv });
  const ended = once(process, 'exit');
  // This also rejects if the process or its IPC channel emits an error.
  const failed = ended.then(([code]): never => {
    throw new Error(`The process for "${task.kind}" ended with code ${String(code)}.`);
  });
  const answered = once(process, 'message').then(([report]) => report as TaskReports[Kind]);
  process.send(task);
  const report = await Promise.race([answered, failed]);
  failed.catch(() => undefined);
  await ended;
  return { report, startedAtMs };
}
