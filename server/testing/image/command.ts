import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LIMIT_MS = 60 * 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * Runs a program to its end.
 *
 * @returns what it prints, without the last line break
 * @throws Error with the end of what it prints if it fails
 */
export async function output(program: string, ...args: string[]): Promise<string> {
  try {
    const options = { timeout: LIMIT_MS, maxBuffer: MAX_OUTPUT_BYTES };
    return (await promisify(execFile)(program, args, options)).stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${(stdout + stderr).slice(-4_000)}`, { cause: error });
  }
}

/** Buildah without an engine, without namespaces and without a registry. It keeps its images where root always has them. */
export function buildah(...args: string[]): Promise<string> {
  return output('buildah', '--storage-driver', 'vfs', ...args);
}
