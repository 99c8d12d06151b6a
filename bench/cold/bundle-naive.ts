import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles the naive function into one file, without the optimisations of Marquee's own bundles. @returns the path of
 * the file
 */
export async function bundleNaive(folder: string): Promise<string> {
  const outfile = join(folder, 'naive.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'naive-function.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // CommonJS packages inside an ES module call require(), which an ES module lacks.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return outfile;
}
