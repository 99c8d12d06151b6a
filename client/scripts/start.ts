import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';

const USAGE = `Usage: npm start -- [--api URL]           in client/
       npm start -w client -- [--api URL]   in the root folder

Serves the page from its sources with Vite until Ctrl-C, on port 5173 or the next free one, and shows every change at once.
The page uses the API that npm start runs in the root folder. Start that as well.
  --api URL   where the API is (http://localhost:3030)

Exit codes: 1 it could not start, 2 wrong arguments`;

const ANSWER_WITHIN_MS = 2_000;

const api = readArguments(USAGE, process.argv.slice(2), (args) => {
  const { api: url } = parseArgs({
    args,
    options: { api: { type: 'string', default: 'http://localhost:3030' } },
  }).values;
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new Error('--api must be the URL of the API.');
  return new URL(url).origin;
});
if (api !== undefined) await serve(api).catch(reportFailure);

async function serve(apiUrl: string): Promise<void> {
  // Vite is imported here, so that --help does not wait for it.
  const { createServer } = await import('vite');
  const proxy = { '/v1': apiUrl, '/docs-assets': apiUrl };
  const server = await createServer({ root: `${import.meta.dirname}/..`, server: { proxy } });
  await server.listen();
  const page = server.resolvedUrls?.local[0] ?? '';
  process.stdout.write(`The page is at ${page}, and uses the API at ${apiUrl}\n`);
  if (!(await answers(apiUrl))) {
    process.stdout.write(
      `There is no API at ${apiUrl} yet. Start it in another terminal, in the root folder of Marquee: npm start\n` +
        'The page connects as soon as the API is up. If it is at another address: npm start -- --api URL\n',
    );
  }
}

async function answers(apiUrl: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return fetch(`${apiUrl}/v1/health`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
