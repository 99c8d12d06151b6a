import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packBundles } from '../../../infrastructure/bundles/pack-bundles.ts';
import { SNAPSHOT_VERSION } from '../../src/adapters/driven/search-index/structures/sections.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What the build reads, besides the packages. */
const SOURCES = [
  'tsconfig.json',
  'server/package.json',
  'server/scripts/build.mjs',
  'server/src',
  'server/data/synonyms.tsv',
];

/** Replaces `from` with `to` in a file of the server. `to` must not be longer, because of the build's budgets. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

/** A version that reads and writes another format of search snapshots: their header has one more word. */
export const NEWER_FORMAT: readonly Change[] = [
  [`SNAPSHOT_VERSION = ${String(SNAPSHOT_VERSION)}`, `SNAPSHOT_VERSION = ${String(SNAPSHOT_VERSION + 1)}`],
  ['HEADER_WORDS = 5', 'HEADER_WORDS = 6'],
].map(([from = '', to = '']) => ({ file: 'src/adapters/driven/search-index/structures/sections.ts', from, to }));

/** A version whose time limits do not end a call on a busy test machine, where the store runs in the test's own process. */
export const PATIENT: readonly Change[] = [
  ...['attemptMs: 4_000', 'stallMs: 4_000', 'SIGNED_READ_MS = 2_000', 'ISSUER_MS = 3_000'].map((from) => ({
    file: 'src/adapters/driven/timeouts.ts',
    from,
  })),
  { file: 'src/adapters/driving/http/request-limit.ts', from: 'REQUEST_LIMIT_MS = 18_000' },
  ...['REFRESH_LIMIT_MS = 5_000', 'FIRST_LOAD_WAIT_MS = 10_000', 'LOAD_STEP_LIMIT_MS = 10_000'].map((from) => ({
    file: 'src/application/search/keep-search-current.ts',
    from,
  })),
].map(({ file, from }) => ({ file, from, to: from.replace(/\d+_000$/, '60_000') }));

/** A version that starts and is healthy, but answers every search with 500. */
export const BAD: readonly Change[] = [
  { file: 'src/application/films/search-films.ts', from: 'search.search(', to: 'search.broken(' },
];

/**
 * Builds the functions in a copy of the sources.
 *
 * @param root the folder for the copy
 * @returns the folder of the build
 */
export async function buildIn(root: string, changes: readonly Change[] = []): Promise<string> {
  await mkdir(join(root, 'server'), { recursive: true });
  for (const path of SOURCES) await cp(join(ROOT, path), join(root, path), { recursive: true });
  for (const path of ['node_modules', 'server/node_modules']) await symlink(join(ROOT, path), join(root, path));
  for (const { file, from, to } of changes) {
    const path = join(root, 'server', file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} no longer contains ${from}`);
    await writeFile(path, text.replace(from, to));
  }
  await promisify(execFile)(process.execPath, [join(root, 'server/scripts/build.mjs')]);
  return join(root, 'server/dist');
}

/**
 * Builds and packs another version of the functions.
 *
 * @returns a folder for Terraform: the paths of the code that the stack declares lead from there to this version
 */
export async function packVersion(root: string, changes: readonly Change[]): Promise<string> {
  const outdir = join(root, 'cdktf.out');
  packBundles(await buildIn(root, changes), outdir);
  return join(outdir, 'stacks/other');
}
