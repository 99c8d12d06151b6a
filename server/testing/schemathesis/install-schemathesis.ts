import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const CACHE = join(import.meta.dirname, '../../../.cache');

/**
 * Installs Schemathesis in a virtual environment of Python in .cache/, once for each version of requirements.txt.
 *
 * @returns the path of the program, or why it is absent
 */
export async function installSchemathesis(): Promise<{ program: string } | { absent: string }> {
  const hash = createHash('sha256').update(await readFile(REQUIREMENTS));
  const folder = join(CACHE, `schemathesis-${hash.digest('hex').slice(0, 12)}`);
  const program = join(folder, 'bin/schemathesis');
  // An install that was interrupted has no marker.
  const marker = join(folder, 'complete');
  if (existsSync(marker)) return { program };
  try {
    await run('python3', ['-c', 'import sys; assert sys.version_info >= (3, 10)']);
  } catch {
    return { absent: 'there is no Python 3.10 or newer on this machine.' };
  }
  process.stdout.write(`Installing Schemathesis (once) in ${folder} ...\n`);
  try {
    await rm(folder, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin/pip'), ['install', '--quiet', '--no-input', '--requirement', REQUIREMENTS]);
    await writeFile(marker, '');
    return { program };
  } catch (error) {
    return { absent: `it could not be installed. (${(error as Error).message})` };
  }
}
