// Bundles each Lambda handler into a folder of its own that is ready to be zipped; its source map lies apart.
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const server = join(import.meta.dirname, '..');
const HANDLERS = ['api-lambda', 'import-lambda'];
/** Bytes. A naive bundle of the fixed packages alone is 1.1 MB; every 100 kB costs some 10 ms of a cold start. */
const BUDGET = { 'api-lambda': 700_000, 'import-lambda': 1_200_000 };

await rm(join(server, 'dist'), { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(
    HANDLERS.map((name) => [`${name}/index`, join(server, 'src/entrypoints', `${name}.ts`)]),
  ),
  outdir: join(server, 'dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  keepNames: true,
  sourcemap: 'external',
  legalComments: 'none',
  mainFields: ['module', 'main'],
  // CommonJS packages inside an ES module call require().
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
});
await mkdir(join(server, 'dist/source-maps'));
for (const name of HANDLERS) {
  await rename(join(server, 'dist', name, 'index.mjs.map'), join(server, 'dist/source-maps', `${name}.mjs.map`));
  const { size } = await stat(join(server, 'dist', name, 'index.mjs'));
  const budget = BUDGET[name];
  console.log(`${name}  ${(size / 1000).toFixed(0)} kB of ${(budget / 1000).toFixed(0)} kB`);
  if (size > budget) {
    console.error(`${name} is over its budget. Look for what came in: npx esbuild --analyze`);
    process.exitCode = 1;
  }
}
