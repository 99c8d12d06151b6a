import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 300_000;

/** Go is missing, or the program could not be built. */
export class NoGoProgram extends Error {}

/**
 * Builds a program from the Go module proxy, unless an earlier call has built the same version.
 *
 * @param module such as `github.com/rhysd/actionlint/cmd/actionlint@v1.7.12`
 * @returns the path of the program
 * @throws NoGoProgram if there is no Go, or the program cannot be built within five minutes
 */
export async function goProgram(folder: string, module: string): Promise<string> {
  const [path = '', version = ''] = module.split('@');
  const programs = join(folder, version);
  // The path of a module may end with its major version, which is not part of the program's name.
  const program = join(programs, basename(path.replace(/\/v\d+$/, '')));
  if (existsSync(program)) return program;
  await run('go', ['version']).catch(() => {
    throw new NoGoProgram('Go is not on the PATH.');
  });
  process.stdout.write(`Building ${module} (once) ...\n`);
  await run('go', ['install', module], { env: { ...process.env, GOBIN: programs }, timeout: LIMIT_MS }).catch(
    (error: unknown) => {
      throw new NoGoProgram(`${module} could not be built. ${(error as Error).message}`, { cause: error });
    },
  );
  return program;
}
