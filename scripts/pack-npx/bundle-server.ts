import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ENTRIES = 'server/src/entrypoints';
/** The module of a thread. The server names it by its path, which no bundler follows. */
const THREAD = 'snapshot-thread';

/**
 * Code of the server finds files by its own folder. In the package, all code is in `dist`, and the files are where they are in the
 * repository. So each mention of the folder becomes the folder that the file had, and the thread's module is beside the code.
 */
const keepFolders = (root: string): Plugin => ({
  name: 'keep-folders',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]server[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const folder = relative(root, dirname(path)).replaceAll(sep, '/');
      const source = await readFile(path, 'utf8');
      return {
        contents: source
          .replaceAll('import.meta.dirname', `(packageRoot + ${JSON.stringify(folder)})`)
          .replace(`'../entrypoints/${THREAD}.ts'`, `'./${THREAD}.mjs'`),
        loader: 'ts',
      };
    });
  },
});

/** dynalite requires its actions by names that it puts together, without the extension that esbuild needs to find them. */
const findActions: Plugin = {
  name: 'find-actions',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return {
        contents: source.replace(
          /require\('(\.\/(?:actions|validations)\/)' \+ action\)/g,
          "require('$1' + action + '.js')",
        ),
      };
    });
  },
};

/** @param external packages that the package brings along unbundled */
export async function bundleServer(root: string, outdir: string, external: string[]): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { local: join(root, ENTRIES, 'local.ts'), [THREAD]: join(root, ENTRIES, `${THREAD}.ts`) },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    target: 'node20.11',
    format: 'esm',
    minify: true,
    // The names of classes are in logs.
    keepNames: true,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    external,
    plugins: [keepFolders(root), findActions],
    logLevel: 'warning',
    banner: {
      js:
        "import{createRequire}from'node:module';import{fileURLToPath as toPath}from'node:url';" +
        "const require=createRequire(import.meta.url),packageRoot=toPath(new URL('..',import.meta.url));" +
        'const __filename=toPath(import.meta.url),__dirname=toPath(new URL(".",import.meta.url));',
    },
  });
}
