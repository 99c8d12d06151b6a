import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zip } from './zip.ts';

/** The Lambda functions, by the names of their folders in server/dist. */
export const FUNCTIONS = ['api', 'import', 'snapshot', 'purge'] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

/** The functions that call the OpenSearch domain of an environment that has one. */
const CALLING_OPENSEARCH: readonly FunctionName[] = ['api', 'snapshot'];

/** The folder of server/dist with the OpenSearch client. The functions import it from beside their own code. */
const OPENSEARCH = 'opensearch';

/** The paths of the functions' ZIP files, relative to Terraform's working folder. */
export type Bundles = Readonly<Record<FunctionName, string>>;

/** The name of the ZIP file with the code of a function, for an environment with or without an OpenSearch domain. */
export function packageOf(name: FunctionName, hasOpenSearch: boolean): string {
  return hasOpenSearch && CALLING_OPENSEARCH.includes(name) ? `${name}-${OPENSEARCH}.zip` : `${name}.zip`;
}

/**
 * Zips the output of the server's build into `<outdir>/lambda/<function>.zip`.
 *
 * @param dist the folder server/dist, into which the server's build writes
 * @param outdir the folder that CDKTF writes to; Terraform runs in `<outdir>/stacks/<stack>`
 * @param hasOpenSearch also adds the OpenSearch client to the functions that need it. Default: false
 * @throws Error if the build is missing; its message says how to build
 */
export function packBundles(dist: string, outdir: string, hasOpenSearch = false): Bundles {
  const folder = join(outdir, 'lambda');
  mkdirSync(folder, { recursive: true });
  const bundles = FUNCTIONS.map((name): [FunctionName, string] => {
    const file = packageOf(name, hasOpenSearch);
    const folders = file === packageOf(name, false) ? [`${name}-lambda`] : [`${name}-lambda`, OPENSEARCH];
    writeFileSync(join(folder, file), zipFolders(folders.map((one) => join(dist, one))));
    return [name, `../../lambda/${file}`];
  });
  return Object.fromEntries(bundles) as Bundles;
}

/** If two folders have a file of the same path, the ZIP file has that of the last folder. */
function zipFolders(folders: readonly string[]): Buffer {
  const files = new Map(folders.flatMap(filesIn));
  const paths = [...files.keys()].sort();
  return zip(paths.map((path) => ({ path, bytes: readFileSync(files.get(path) ?? path) })));
}

function filesIn(folder: string): [path: string, file: string][] {
  if (!existsSync(folder)) throw new Error(`The code of the functions is missing (${folder}). Run: npm run build`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file).split(sep).join('/'), file]);
}
