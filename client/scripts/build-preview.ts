import { createHash } from 'node:crypto';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { thirdPartyNotices } from '../../scripts/third-party-notices.ts';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';

const CLIENT = join(import.meta.dirname, '..');

const USAGE = `Usage: npm run build:preview             [-- --base PATH] [--out FOLDER]   in client/
       npm run build:preview -w client   [-- --base PATH] [--out FOLDER]   in the root folder

Builds a preview of Marquee: the page with the sample, and the API in a web worker. Any server of static files can serve it.
  --base PATH    where the page will be, such as /marquee/ (/)
  --out FOLDER   where the files go; what is there is removed (client/dist-preview)
VITE_SOURCE is the address of the source, to which the preview links.

Exit codes: 0 built; 1 failed; 2 wrong arguments`;

/** Files of the page that need a server, or that only installed pages need. */
const UNUSED = ['sw.js', 'manifest.webmanifest', 'docs-assets', 'tmdb-logo.svg'];

type Arguments = { readonly base: string; readonly out: string };

const given = readArguments(USAGE, process.argv.slice(2), (args): Arguments => {
  const options = { base: { type: 'string', default: '/' }, out: { type: 'string' } } as const;
  const { base, out = join(CLIENT, 'dist-preview') } = parseArgs({ args, options }).values;
  if (!/^\/(?:[\w.~-]+\/)*$/.test(base)) throw new Error('--base must be a path that begins and ends with a slash.');
  return { base, out: resolve(out) };
});
if (given) await build(given).catch(reportFailure);

async function build({ base, out }: Arguments): Promise<void> {
  // Loaded here, so that --help does not wait for them.
  const [{ build: buildPage }, { previewFilesOfSample }, { nodeAdapters, previewParts }] = await Promise.all([
    import('vite'),
    import('../../server/src/composition/write-preview-files.ts'),
    import('./preview-plugin.ts'),
  ]);
  const files = await previewFilesOfSample();
  const hash = createHash('sha256');
  for (const bytes of files.values()) hash.update(bytes);
  // The worker of one build must never get the files of another build from a cache.
  const folder = `films-${hash.digest('hex').slice(0, 8)}`;
  process.env['VITE_FILES'] = folder;
  await buildPage({
    root: CLIENT,
    configFile: join(CLIENT, 'vite.config.ts'),
    mode: 'preview',
    logLevel: 'warn',
    base,
    plugins: [previewParts()],
    build: { outDir: out, emptyOutDir: true },
    worker: {
      format: 'es',
      plugins: () => [nodeAdapters()],
      // Code for Node uses the global Buffer.
      rolldownOptions: { transform: { inject: { Buffer: ['node:buffer', 'Buffer'] } } },
    },
  });
  await Promise.all(UNUSED.map((name) => rm(join(out, name), { recursive: true })));
  await mkdir(join(out, folder));
  for (const [name, bytes] of files) await writeFile(join(out, folder, name), bytes);
  await writeFile(join(out, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices());
  // GitHub Pages serves 404.html for a deep link, which has no file. The page then shows what the address names.
  await copyFile(join(out, 'index.html'), join(out, '404.html'));
}
