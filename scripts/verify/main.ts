// `npm run verify -- ADDRESS`: checks a running Marquee from outside.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countsOf, firstRequestIn, lineOf, markdownOf } from './report.ts';
import { reasonOf, verify } from './verify.ts';

const USAGE = `Usage: npm run verify -- ADDRESS [--wait SECONDS] [--report FILE]

Checks a running Marquee from outside: health, search, filters, errors, writes, live movies and their cache, the page, security
headers, CORS. Measures response times. Works with any catalogue. With a token it
creates one film, which it deletes, and purges one cached search.
  ADDRESS          where the page is, such as http://localhost:3030 or https://d111111abcdef8.cloudfront.net
  --wait SECONDS   how long failing checks are repeated, for a Marquee that has just been installed (0)
  --report FILE    keeps a report: Markdown, or JSON if FILE ends in .json

MARQUEE_TOKEN is an access token with the scopes films:write and cache:purge. Without it, the checks that need it are skipped.
For npm start: MARQUEE_TOKEN=$(npm run --silent token -- --scope films:write,cache:purge) npm run verify -- http://localhost:3030

Exit codes: 0 all is well; 1 something is not, or there is no answer; 2 wrong arguments; 130 interrupted`;

const given = readArguments(process.argv.slice(2));
if (given) process.exitCode = await run(given);

async function run({ address, waitSec, file }: NonNullable<typeof given>): Promise<number> {
  const { MARQUEE_TOKEN: token } = process.env;
  const interrupted = new AbortController();
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted.abort();
    });
  }
  try {
    const report = await verify({
      ...{ address, waitSec, signal: interrupted.signal, token: token === '' ? undefined : token },
      onResult: (result) => {
        process.stdout.write(lineOf(result));
      },
    });
    process.stdout.write(`${firstRequestIn(report)}\n${countsOf(report)}: ${address}, version ${report.version}\n`);
    if (file !== undefined) {
      writeFileSync(file, file.endsWith('.json') ? `${JSON.stringify(report, null, 2)}\n` : markdownOf(report));
    }
    return report.results.some(({ outcome }) => outcome === 'bad') ? 1 : 0;
  } catch (error) {
    process.stderr.write(
      `${interrupted.signal.aborted ? 'Interrupted' : `${address} does not answer: ${reasonOf(error)}`}\n`,
    );
    return interrupted.signal.aborted ? 130 : 1;
  }
}

function readArguments(args: string[]) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return undefined;
  }
  try {
    const options = { wait: { type: 'string', default: '0' }, report: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [address] = positionals;
    if (address === undefined || positionals.length > 1) throw new Error('Name one address.');
    if (!/^\d+$/.test(values.wait)) throw new Error('--wait is a number of seconds.');
    return { address: addressOf(address), waitSec: Number(values.wait), file: values.report };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

/** @throws Error that does not repeat a password in the address */
function addressOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error('The address must begin with http:// or https://.');
  if (url.username !== '' || url.password !== '')
    throw new Error('The address must have no user name and no password.');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new Error('The address must end after its host: Marquee uses the paths / and /v1.');
  return url.origin;
}
