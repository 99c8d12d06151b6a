// Runs a command of Marquee in the root folder. If the build that the command needs is missing or stale, builds it
// first:
//
//   node scripts/build-then-run.ts page|bundles ENTRYPOINT [ARGUMENT]...
//
// With --help or -h it builds nothing.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale, isBuildName } from './build-when-stale.ts';

const [build = '', entrypoint = '', ...args] = process.argv.slice(2);
if (!isBuildName(build)) throw new Error(`There is no build named ${build}.`);
process.chdir(join(import.meta.dirname, '..'));
const asksForHelp = args.includes('--help') || args.includes('-h');
if (asksForHelp || (await buildWhenStale(build))) {
  process.argv.splice(1, 3, entrypoint);
  await import(pathToFileURL(entrypoint).href);
} else {
  process.exitCode = 1;
}
