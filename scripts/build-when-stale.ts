import { spawnSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

type Build = {
  readonly name: string;
  /** Folder of the workspace, in which its build runs. */
  readonly workspace: string;
  /** Arguments for Node. */
  readonly command: readonly string[];
  /** The file that the build writes last. */
  readonly built: string;
  /** Files and folders that the build reads. */
  readonly sources: readonly string[];
};

const BUILDS = {
  page: {
    name: 'the page',
    workspace: 'client',
    command: ['../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    built: 'dist/index.html',
    sources: ['index.html', 'package.json', 'public', 'scripts', 'src', 'vite.config.ts', '../package-lock.json'],
  },
  /** The preview, for the tests. It is below a path, as at GitHub Pages. */
  preview: {
    name: 'the preview',
    workspace: 'client',
    command: ['scripts/build-preview.ts', '--base', '/marquee/', '--out', '../.cache/preview'],
    built: '../.cache/preview/404.html',
    sources: [
      ...['index.html', 'package.json', 'public', 'scripts', 'src', 'vite.config.ts'],
      ...['../server/data', '../server/src', '../package-lock.json'],
    ],
  },
  bundles: {
    name: 'the Lambda bundles',
    workspace: 'server',
    command: ['scripts/build.mjs'],
    built: 'dist/snapshot-lambda/index.mjs',
    sources: ['package.json', 'scripts', 'src', '../package-lock.json'],
  },
} as const satisfies Record<string, Build>;

export type BuildName = keyof typeof BUILDS;

export function isBuildName(name: string): name is BuildName {
  return Object.hasOwn(BUILDS, name);
}

/**
 * Builds when the result is missing, or older than one of its sources. Prints only to standard error, because standard
 * output belongs to the command that needs the build.
 *
 * @returns whether the result exists and is current
 */
export async function buildWhenStale(name: BuildName): Promise<boolean> {
  const build: Build = BUILDS[name];
  const folder = join(ROOT, build.workspace);
  const builtMs = await modifiedMs(join(folder, build.built));
  const newestMs = Math.max(...(await Promise.all(build.sources.map((path) => newestUnderMs(join(folder, path))))));
  if (builtMs > newestMs) return true;
  const reason = builtMs === 0 ? 'it is not built yet' : 'its sources have changed';
  process.stderr.write(`Building ${build.name}: ${reason} ...\n`);
  // Jest sets NODE_ENV to `test`, which would build the page with the checks that React makes in development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status } = spawnSync(process.execPath, build.command, { cwd: folder, stdio: ['ignore', 2, 2], env });
  return status === 0;
}

/**
 * Returns the time of the newest change at or under a path. The folders themselves count too, because a folder's time
 * changes when a file in it is deleted.
 */
async function newestUnderMs(path: string): Promise<number> {
  const below = await readdir(path, { recursive: true }).catch(() => []);
  return Math.max(...(await Promise.all([path, ...below.map((name) => join(path, name))].map(modifiedMs))));
}

/** @returns 0 when there is no such file */
async function modifiedMs(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
