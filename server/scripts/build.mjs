// Bundles each Lambda handler into a folder of its own that is ready to be zipped, and its source maps into another
// folder. A dynamic import becomes a chunk of its own, so that an instance loads a library only when it first uses it.
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const server = join(import.meta.dirname, '..');
/**
 * Limits for the bytes that a handler's first request loads, including chunks that are imported statically. A naive
 * bundle of only the packages that the product's owner asked for has 1.1 MB, and every 100 kB adds about 10 ms to a cold
 * start. For the API, the limit includes the chunks that are imported dynamically to read a film by its id, because no
 * other first request loads more. A second movie provider adds 2 kB to it, for its settings: its code is a chunk of its own.
 */
const BUDGET = {
  'api-lambda': { bytes: 787_000, also: ['src/composition/search-api.ts', 'src/composition/whole-api-lambda.ts'] },
  'import-lambda': { bytes: 1_200_000 },
  'purge-lambda': { bytes: 700_000 },
  'snapshot-lambda': { bytes: 718_000 },
};

/**
 * Loads Node's built-in modules by require(), and only when one of their exports is first used. An import of node:http
 * would read all exports of that module. One of these exports, WebSocket, loads all of fetch. That would add 30 ms to a
 * cold start, for something that Marquee never uses.
 */
const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      isBuiltin(path) && kind !== 'require-call' ? { path, namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => {
      const { default: module } = await import(path);
      const load = `require(${JSON.stringify(path)})`;
      // A class (node:events) or an object with its own prototype (node:process) can only be exported directly, so it
      // is loaded at once.
      if (Object.getPrototypeOf(module) !== Object.prototype) return { contents: `module.exports = ${load}` };
      return {
        contents: `for (const name of ${JSON.stringify(Object.keys(module))})
          Object.defineProperty(exports, name, { enumerable: true, configurable: true, get() {
            const value = ${load}[name];
            Object.defineProperty(exports, name, { value });
            return value;
          } });`,
      };
    });
  },
};

/**
 * Of each package.json that code imports, keeps only the version. The AWS clients and our own code read nothing else,
 * and the rest would add 2 kB for each AWS client.
 */
const versionsOnly = {
  name: 'versions-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

await rm(join(server, 'dist'), { recursive: true, force: true });
for (const [name, { bytes: budget, also }] of Object.entries(BUDGET)) {
  const { outputs } = (await bundle(name)).metafile;
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'));
  const first = code.filter(([path, { entryPoint }]) => basename(path) === 'index.mjs' || also?.includes(entryPoint));
  const cold = new Set(first.flatMap(([path]) => [...staticClosure(outputs, path)]));
  const bytes = sum(code.filter(([path]) => cold.has(path)));
  const later = sum(code.filter(([path]) => !cold.has(path)));
  console.log(`${name}  ${kB(bytes)} of ${kB(budget)} at a cold start${later > 0 ? `, ${kB(later)} when needed` : ''}`);
  if (bytes > budget) {
    console.error(`${name} is over its budget. Find out what was added: npx esbuild --analyze`);
    process.exitCode = 1;
  }
  await moveMaps(name, Object.keys(outputs));
}
for (const name of ['import-lambda', 'snapshot-lambda']) {
  await copyFile(join(server, 'data/synonyms.tsv'), join(server, 'dist', name, 'synonyms.tsv'));
}

function bundle(name) {
  return build({
    absWorkingDir: server,
    entryPoints: { index: join(server, 'src/entrypoints', `${name}.ts`) },
    outdir: join(server, 'dist', name),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    sourcemap: 'external',
    legalComments: 'none',
    mainFields: ['module', 'main'],
    // The paths of modules go into the bundles. They must not depend on where a linked node_modules really is.
    preserveSymlinks: true,
    plugins: [lateBuiltins, versionsOnly],
    // CommonJS packages call require(), which does not exist in an ES module.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
}

/** Returns the file and everything that it imports statically, directly or indirectly. */
function staticClosure(outputs, entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const { path, kind } of outputs[entry].imports) {
    if (kind === 'import-statement' && outputs[path]) staticClosure(outputs, path, found);
  }
  return found;
}

function sum(files) {
  return files.reduce((total, [, { bytes }]) => total + bytes, 0);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

async function moveMaps(name, paths) {
  const folder = join(server, 'dist/source-maps', name);
  for (const path of paths.filter((one) => one.endsWith('.map'))) {
    const target = join(folder, path.slice(`dist/${name}/`.length));
    await mkdir(dirname(target), { recursive: true });
    await rename(join(server, path), target);
  }
}
