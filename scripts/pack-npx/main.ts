// `npm run pack:npx`: packs the local server and the built page into a package for npm, whose `npx` starts the product. Node
// strips no types below node_modules, so the package has built JavaScript. All dependencies are in it.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../build-when-stale.ts';
import { bundleServer } from './bundle-server.ts';
import { thirdPartyNotices } from '../third-party-notices.ts';

const USAGE = `Usage: npm run pack:npx [-- --out FOLDER]

Packs Marquee as a package for npm, marquee-films-VERSION.tgz, into FOLDER (.cache/npx). To try it, in an empty folder:
  npx --yes file:FOLDER/marquee-films-VERSION.tgz

Exit codes: 0 packed; 1 failed; 2 wrong arguments`;

const ROOT = join(import.meta.dirname, '../..');
const STAGE = join(ROOT, '.cache/npx/package');

/**
 * Packages that stay outside the bundle: classic-level loads a compiled library for the user's machine, which it has for all
 * common ones, and the server hands out files of swagger-ui-dist.
 */
const BUNDLED = ['classic-level', 'swagger-ui-dist'];
const SWAGGER_FILES =
  /(?:^|[\\/])(?:package\.json|LICENSE|NOTICE|swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png)$/;

let out: string;
try {
  const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(0);
  }
  out = resolve(process.env['INIT_CWD'] ?? '.', values.out ?? join(ROOT, '.cache/npx'));
} catch {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

if (!(await buildWhenStale('page'))) throw new Error('The page could not be built.');
await rm(STAGE, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await cp(join(import.meta.dirname, 'package'), STAGE, { recursive: true });
await bundleServer(ROOT, join(STAGE, 'dist'), BUNDLED);
for (const path of ['client/dist', 'client/public/docs-assets', 'server/data', 'LICENSE']) {
  await cp(join(ROOT, path), join(STAGE, path), { recursive: true });
}
await writeFile(join(STAGE, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices());
for (const name of BUNDLED) await copyDependency(name);
await writeManifest();
const packed = spawnSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out], {
  cwd: STAGE,
  encoding: 'utf8',
});
if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr}`);
process.stdout.write(`${join(out, packed.stdout.trim())}\n`);

/** Copies a package and what it depends on. */
async function copyDependency(name: string): Promise<void> {
  const from = join(ROOT, 'node_modules', name);
  const isNeeded = (path: string) =>
    name === 'swagger-ui-dist'
      ? path === from || SWAGGER_FILES.test(relative(from, path))
      : // The sources of LevelDB are needed only where nothing is compiled yet.
        !/^(?:deps|node_modules|test|.*\.(?:cc|gyp|gypi|h|d\.ts))(?:[\\/]|$)/.test(relative(from, path));
  await cp(from, join(STAGE, 'node_modules', name), { recursive: true, filter: isNeeded });
  const file = join(STAGE, 'node_modules', name, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { dependencies?: Record<string, string> };
  // The only dependency of the files of Swagger UI reports installations to its maker.
  const dependencies = name === 'swagger-ui-dist' ? {} : (manifest.dependencies ?? {});
  // Without its scripts, an installation runs nothing of the package.
  await writeFile(file, JSON.stringify({ ...manifest, dependencies, scripts: {}, devDependencies: {} }));
  for (const needed of Object.keys(dependencies)) await copyDependency(needed);
}

async function writeManifest(): Promise<void> {
  const file = join(STAGE, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const dependencies = Object.fromEntries(
    await Promise.all(BUNDLED.map(async (name) => [name, await versionOf(name)] as const)),
  );
  const added = { version, ...repository(), dependencies, bundleDependencies: BUNDLED };
  await writeFile(file, `${JSON.stringify({ ...manifest, ...added }, undefined, 2)}\n`);
}

/** npm publishes a package with its provenance only if the package names the repository whose workflow publishes it. */
function repository(): { repository?: { type: 'git'; url: string } } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  if (server === undefined || name === undefined) return {};
  return { repository: { type: 'git', url: `git+${server}/${name}.git` } };
}

async function versionOf(name: string): Promise<string> {
  const manifest = await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
