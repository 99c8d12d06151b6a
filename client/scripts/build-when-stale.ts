import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Before `npm start`: builds the page when it is not built, or when something that it is made of is newer. */
const CLIENT = join(import.meta.dirname, '..');
const MADE_OF = ['index.html', 'package.json', 'public', 'scripts', 'src', 'vite.config.ts', '../package-lock.json'];

const builtMs = await modifiedMs(join(CLIENT, 'dist/index.html'));
const newestMs = Math.max(...(await Promise.all(MADE_OF.map((path) => newestUnderMs(join(CLIENT, path))))));
if (builtMs <= newestMs) {
  process.stdout.write(
    `Building the page: ${builtMs === 0 ? 'it was not built yet' : 'its sources have changed'} ...\n`,
  );
  // Loaded only where it is used: half a second that most starts need not spend.
  const { build } = await import('vite');
  await build({ root: CLIENT, logLevel: 'warn' });
}

async function newestUnderMs(path: string): Promise<number> {
  const below = await readdir(path, { recursive: true }).catch(() => []);
  return Math.max(...(await Promise.all([path, ...below.map((name) => join(path, name))].map(modifiedMs))));
}

/** @returns 0 when there is no such file */
async function modifiedMs(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
