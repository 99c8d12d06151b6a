// Bundles each Lambda handler into a folder of its own that is ready to be zipped, and its source maps into another
// folder. A dynamic import becomes a chunk of its own, so that an instance loads a library only when it first uses it.
import { Buffer } from 'node:buffer';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const server = join(import.meta.dirname, '..');
/**
 * Limits for the bytes that a handler's first request loads. A naive bundle of only the packages that the product's
 * owner asked for has 1.1 MB, and every 100 kB adds about 10 ms to a cold start. For the API, the limit includes the
 * modules in `then`, which are imported dynamically to search and to read a film by its id, because no other first
 * request loads more.
 */
const BUDGET = {
  'api-lambda': { bytes: 775_000, then: ['composition/search-api.ts', 'composition/whole-api-lambda.ts'] },
  'import-lambda': { bytes: 750_000, then: [] },
  'purge-lambda': { bytes: 350_000, then: [] },
  'snapshot-lambda': { bytes: 650_000, then: [] },
};

/**
 * Loads Node's built-in modules by require(), and only when one of their exports is first used. An import of node:http
 * would read all exports of that module. One of these exports, WebSocket, loads all of fetch. That would add 30 ms to a
 * cold start, for something that Marquee never uses.
 */
const lateBuiltins = {
  name: 'late-builtins',
  resolveId(path, _importer, { kind }) {
    // The code that makes require() imports node:module itself.
    const isLate = isBuiltin(path) && path !== 'node:module' && kind !== 'require-call';
    return isLate ? { id: `\0builtin:${path}` } : undefined;
  },
  async load(id) {
    if (!id.startsWith('\0builtin:')) return undefined;
    const path = id.slice('\0builtin:'.length);
    const { default: module } = await import(path);
    const load = `require(${JSON.stringify(path)})`;
    // A class (node:events) or an object with its own prototype (node:process) can only be exported directly, so it is
    // loaded at once.
    if (Object.getPrototypeOf(module) !== Object.prototype) return `module.exports = ${load}`;
    return `for (const name of ${JSON.stringify(Object.keys(module))})
      Object.defineProperty(exports, name, { enumerable: true, configurable: true, get() {
        const value = ${load}[name];
        Object.defineProperty(exports, name, { value });
        return value;
      } });`;
  },
};

/**
 * Of each package.json that code imports, keeps only the version. The AWS clients and our own code read nothing else,
 * and the rest would add 2 kB for each AWS client.
 */
const versionsOnly = {
  name: 'versions-only',
  async load(id) {
    if (!/[\\/]package\.json$/.test(id)) return undefined;
    const { version } = JSON.parse(await readFile(id, 'utf8'));
    return { code: JSON.stringify({ version }), moduleType: 'json' };
  },
};

/**
 * The client of OpenSearch, which only some environments need, is not part of the functions. It is a file of its own,
 * `dist/opensearch/opensearch.mjs`, which is put beside the code of a function whose environment has a domain.
 */
const withoutOpenSearch = {
  name: 'without-opensearch',
  resolveId(path) {
    return path === './opensearch-engine.ts' ? { id: './opensearch.mjs', external: true } : undefined;
  },
};

const INPUT = {
  cwd: server,
  platform: 'node',
  transform: { target: 'node24' },
  // The paths of modules go into the bundles. They must not depend on where a linked node_modules really is.
  resolve: { mainFields: ['module', 'main'], symlinks: false },
};

const OUTPUT = { format: 'esm', minify: true, sourcemap: 'hidden', comments: { legal: false } };

await rm(join(server, 'dist'), { recursive: true, force: true });
for (const [name, { bytes: budget, then }] of Object.entries(BUDGET)) {
  const chunks = (await bundle(name, then)).filter(({ type }) => type === 'chunk');
  const first = filesLoaded(chunks, entriesOf(name, then));
  const bytes = sum(chunks.filter(({ fileName }) => first.has(fileName)));
  const later = sum(chunks.filter(({ fileName }) => !first.has(fileName)));
  console.log(`${name}  ${kB(bytes)} of ${kB(budget)} at a cold start${later > 0 ? `, ${kB(later)} when needed` : ''}`);
  if (bytes > budget) {
    console.error(`${name} is over its budget. The source maps in dist/source-maps/${name} name what it contains.`);
    process.exitCode = 1;
  }
  await moveMaps(name, chunks);
}
await moveMaps('opensearch', await bundleOpenSearch());
for (const name of ['import-lambda', 'snapshot-lambda', 'opensearch']) {
  await copyFile(join(server, 'data/synonyms.tsv'), join(server, 'dist', name, 'synonyms.tsv'));
}

function entriesOf(name, then) {
  return [`entrypoints/${name}.ts`, ...then].map((path) => join(server, 'src', path));
}

async function bundle(name, then) {
  const entries = entriesOf(name, then);
  const plugins = [lateBuiltins, versionsOnly, withoutOpenSearch];
  const bundled = await rolldown({ ...INPUT, input: { index: entries[0] }, plugins });
  const { output } = await bundled.write({
    ...OUTPUT,
    dir: join(server, 'dist', name),
    entryFileNames: 'index.mjs',
    chunkFileNames: '[name]-[hash].mjs',
    codeSplitting: { groups: [{ name: groupsOf(entries), debugName: 'entries' }] },
  });
  return output;
}

async function bundleOpenSearch() {
  const bundled = await rolldown({
    ...INPUT,
    input: { opensearch: join(server, 'src/composition/opensearch-engine.ts') },
    // The signer would load this package if it were given no credentials.
    external: ['@aws-sdk/credential-provider-node', 'aws-sdk'],
    plugins: [lateBuiltins, versionsOnly],
  });
  const { output } = await bundled.write({
    ...OUTPUT,
    dir: join(server, 'dist/opensearch'),
    entryFileNames: '[name].mjs',
    codeSplitting: false,
  });
  console.log(`opensearch  ${kB(sum(output.filter(({ type }) => type === 'chunk')))}, only where a domain is used`);
  return output.filter(({ type }) => type === 'chunk');
}

/**
 * Puts everything that an entry imports statically into one file, except what an earlier entry imports. Otherwise, each
 * set of modules that several chunks share would be a file of its own: a film search would load 37 files instead of 4,
 * and a first answer of the health route would take 40 % more processor time.
 */
function groupsOf(entries) {
  let groupOf;
  return (id, context) => {
    groupOf ??= new Map(
      entries
        .toReversed()
        .flatMap((entry) => [...imported(entry, context)].map((one) => [one, basename(entry, '.ts')])),
    );
    return groupOf.get(id) ?? null;
  };
}

/** Returns the module and everything that it imports statically, directly or indirectly. */
function imported(id, context, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const one of context.getModuleInfo(id)?.importedIds ?? []) imported(one, context, found);
  return found;
}

/** Returns the names of the files with these modules and of all that they import statically, directly or indirectly. */
function filesLoaded(chunks, modules) {
  const found = new Set();
  const todo = chunks.filter(({ moduleIds }) => modules.some((module) => moduleIds.includes(module)));
  for (const chunk of todo) {
    found.add(chunk.fileName);
    todo.push(...chunks.filter(({ fileName }) => chunk.imports.includes(fileName) && !found.has(fileName)));
  }
  return found;
}

function sum(chunks) {
  return chunks.reduce((total, { code }) => total + Buffer.byteLength(code), 0);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

async function moveMaps(name, chunks) {
  for (const { sourcemapFileName: file } of chunks) {
    // A file that only exports what another one has has no map.
    if (file === null) continue;
    const target = join(server, 'dist/source-maps', name, file);
    await mkdir(dirname(target), { recursive: true });
    await rename(join(server, 'dist', name, file), target);
  }
}
