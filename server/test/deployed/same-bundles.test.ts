import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');

/** What the build reads, besides the packages. */
const SOURCES = [
  'tsconfig.json',
  'server/package.json',
  'server/scripts/build.mjs',
  'server/src',
  'server/data/synonyms.tsv',
];

let temporary: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'marquee-bundles-'));
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

test('bundles have the same names and bytes in whatever folder they are built', async () => {
  const [here, deeper] = await Promise.all(['here', 'some/deeper/folder'].map((name) => build(join(temporary, name))));
  expect(Object.keys(here ?? {})).toContain('api-lambda/index.mjs');
  expect(here).toEqual(deeper);
});

test('no bundle contains the registry of the local metrics, because no function answers GET /metrics', async () => {
  const maps = join(temporary, 'here/server/dist/source-maps');
  const files = (await readdir(maps, { recursive: true })).filter((path) => path.endsWith('.map'));
  const sources = await Promise.all(
    files.map(async (path) => (JSON.parse(await readFile(join(maps, path), 'utf8')) as { sources: string[] }).sources),
  );
  const bundled = sources.flat();
  expect(bundled.filter((path) => path.includes('emf-metrics.ts'))).not.toEqual([]);
  expect(bundled.filter((path) => /prom-client|prometheus/.test(path))).toEqual([]);
});

/** @returns the SHA-256 of each file of the build, by the file's path */
async function build(root: string): Promise<Record<string, string>> {
  await mkdir(join(root, 'server'), { recursive: true });
  for (const path of SOURCES) await cp(join(ROOT, path), join(root, path), { recursive: true });
  for (const path of ['node_modules', 'server/node_modules']) await symlink(join(ROOT, path), join(root, path));
  await promisify(execFile)(process.execPath, [join(root, 'server/scripts/build.mjs')]);
  const dist = join(root, 'server/dist');
  const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const hashes = paths.map(async (path) => [relative(dist, path), await sha256(path)] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
