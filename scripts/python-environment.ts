import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 300_000;

/** Python 3.10 is missing, or a package could not be installed. */
export class NoPythonEnvironment extends Error {}

/**
 * Creates a virtual environment of Python with packages from PyPI, so that nothing is installed into the system's
 * Python. Does nothing if an earlier call has completed the same environment.
 *
 * @param folder its previous content is removed first
 * @param packages such as `ministack==1.5.33`
 * @returns the folder with the programs, such as `python`
 * @throws NoPythonEnvironment if there is no Python 3.10 or newer, or a package cannot be installed within five minutes
 */
export async function pythonEnvironment(folder: string, packages: readonly string[]): Promise<string> {
  const programs = join(folder, 'bin');
  // The marker is written last, so an install that was interrupted has no marker.
  const marker = join(folder, 'packages.txt');
  const list = packages.join('\n');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === list) return programs;
  await run('python3', ['-c', 'import sys; assert sys.version_info >= (3, 10)']).catch(() => {
    throw new NoPythonEnvironment('Python 3.10 or newer is not on the PATH.');
  });
  process.stdout.write(`Installing Python packages (once) in ${folder} ...\n`);
  try {
    await run('python3', ['-m', 'venv', '--clear', folder], { timeout: LIMIT_MS });
    const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
    await run(join(programs, 'python'), [...install, ...packages], { timeout: LIMIT_MS });
  } catch (error) {
    throw new NoPythonEnvironment(`A Python package could not be installed. ${(error as Error).message}`, {
      cause: error,
    });
  }
  await writeFile(marker, list);
  return programs;
}
