import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const COLD_PROCESS = join(import.meta.dirname, 'cold-process.mjs');

/** The figures of one process, from just before its start to its first answer. */
export type Start = {
  readonly wallMs: number;
  /** Processor time of all threads of the process. */
  readonly cpuMs: number;
};

/**
 * A kind of process to start. `call` names a bundle and the event that its handler gets. Without `call`, bare Node is
 * started.
 */
export type StartKind = { readonly name: string; readonly call?: { readonly bundle: string; readonly event: object } };

export async function startOnce({ call }: StartKind, env: NodeJS.ProcessEnv): Promise<Start> {
  const args = call ? [call.bundle, JSON.stringify(call.event)] : [];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [COLD_PROCESS, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => {
    faults += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]): never => {
    throw new Error(`The process ended with code ${String(code)} and no answer:\n${faults}`);
  });
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer];
  const wallMs = performance.now() - startedMs;
  // Wait until this process has ended, so that its exit does not slow down the next start.
  await ended.catch(() => undefined);
  return { wallMs, cpuMs: Number(line.toString()) / 1000 };
}
