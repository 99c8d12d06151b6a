import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zip } from './zip.ts';

/** The Lambda functions, by the names of their folders in server/dist. */
export const FUNCTIONS = ['api', 'import', 'snapshot', 'purge'] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

/** The paths of the functions' ZIP files, relative to Terraform's working folder. */
export type Bundles = Readonly<Record<FunctionName, string>>;

/**
 * Zips the output of the server's build into `<outdir>/lambda/<function>.zip`.
 *
 * @param dist the folder server/dist, into which the server's build writes
 * @param outdir the folder that CDKTF writes to; Terraform runs in `<outdir>/stacks/<stack>`
 * @throws Error if the build is missing; its message says how to build
 */
export function packBundles(dist: string, outdir: string): Bundles {
  const folder = join(outdir, 'lambda');
  mkdirSync(folder, { recursive: true });
  const bundles = FUNCTIONS.map((name): [FunctionName, string] => {
    writeFileSync(join(folder, `${name}.zip`), zipFolder(join(dist, `${name}-lambda`)));
    return [name, `../../lambda/${name}.zip`];
  });
  return Object.fromEntries(bundles) as Bundles;
}

function zipFolder(folder: string): Buffer {
  if (!existsSync(folder)) throw new Error(`The code of the functions is missing (${folder}). Run: npm run build`);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return zip(paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) })));
}
