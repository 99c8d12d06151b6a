import { join } from 'node:path';
import { build } from 'esbuild';

/** The naive function in one file, as one bundles who thinks of nothing. @returns its path */
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
    // CommonJS packages inside an ES module call require().
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return outfile;
}
