import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildIn } from '../../testing/deployed/build-version.ts';

let temporary: string;
let here: Record<string, string>;
let deeper: Record<string, string>;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'marquee-bundles-'));
  const folders = [join(temporary, 'here'), join(temporary, 'some/deeper/folder')] as const;
  [here, deeper] = await Promise.all([hashesIn(folders[0]), hashesIn(folders[1])]);
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

test('bundles have the same names and bytes in whatever folder they are built', () => {
  expect(Object.keys(here)).toContain('api-lambda/index.mjs');
  expect(here).toEqual(deeper);
});

/** The paths of the modules that the bundles contain, by the folder of the bundle. */
async function bundledModules(): Promise<{ readonly bundle: string; readonly modules: readonly string[] }[]> {
  const maps = join(temporary, 'here/server/dist/source-maps');
  const files = (await readdir(maps, { recursive: true })).filter((path) => path.endsWith('.map'));
  return Promise.all(
    files.map(async (path) => {
      const { sources } = JSON.parse(await readFile(join(maps, path), 'utf8')) as { sources: string[] };
      return { bundle: path.split(sep)[0] ?? '', modules: sources };
    }),
  );
}

test('only the bundle that is put where a domain is used contains the client of OpenSearch and our adapter', async () => {
  const withIt = (await bundledModules()).filter(({ modules }) =>
    modules.some((path) => /opensearch-project|driven\/opensearch|rebuild-index/.test(path)),
  );
  expect(withIt.map(({ bundle }) => bundle)).toEqual(['opensearch']);
});

test('no bundle contains the registry of the local metrics, because no function answers GET /metrics', async () => {
  const bundled = (await bundledModules()).flatMap(({ modules }) => modules);
  expect(bundled.filter((path) => path.includes('emf-metrics.ts'))).not.toEqual([]);
  expect(bundled.filter((path) => /prom-client|prometheus/.test(path))).toEqual([]);
});

test('the API function compiles no code from strings as it starts, because that takes 4 ms', async () => {
  const refuse = `const { Function } = globalThis;
    globalThis.Function = new Proxy(Function, { construct() { console.log('compiled'); return () => {}; } });`;
  const env = {
    AWS_REGION: 'eu-west-1',
    MARQUEE_FILMS_TABLE: 'films',
    MARQUEE_CACHE_TABLE: 'cache',
    MARQUEE_SNAPSHOTS: 's3://bucket/',
    MARQUEE_TMDB_TOKEN_PARAMETER: '/token',
    MARQUEE_PURGE_QUEUE_URL: 'http://127.0.0.1:9/purge',
  };
  const index = pathToFileURL(join(temporary, 'here/server/dist/api-lambda/index.mjs'));
  const script = `${refuse} await import(${JSON.stringify(index.href)}); console.log('started'); process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  expect(stdout).toBe('started\n');
});

/** @returns the SHA-256 of each file of the build, by the file's path */
async function hashesIn(root: string): Promise<Record<string, string>> {
  const dist = await buildIn(root);
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
