import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from '../../src/adapters/driving/cli/command-line.ts';
import { seededRandom } from '../random.ts';
import { startProduct } from '../start-product.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { ReplaySide } from './answers.ts';
import { PURGE, requestMaker, type SampleFilm } from './requests.ts';

const USAGE = `Usage: npm run replay -- BEFORE AFTER [options]

Checks that a refactoring does not change the answers of the API. Starts the products of two checkouts with the sample
catalogue, sends both the same requests over all routes, and compares status, headers and body. It ignores times, request
ids, ports and wording. Both checkouts need their dependencies (npm ci) and a built page (npm run build).
  BEFORE, AFTER   folders of the checkouts
  --requests N    number of requests (default: 10000)
  --seed S        seed of the random requests (default: 1)

Exit codes: 0 all answers are equal; 1 some differ; 2 wrong arguments`;

const SHOWN_DIFFERENCES = 20;

type Options = { readonly before: string; readonly after: string; readonly requests: number; readonly seed: number };

/** @throws Error with a message for the user */
function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error('BEFORE and AFTER are the folders of two checkouts.');
  }
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,7}$/.test(value)) throw new Error(`--${name} must be a whole number of up to seven digits.`);
  }
  return { before, after, requests: Number(values.requests), seed: Number(values.seed) };
}

async function main({ before, after, requests, seed }: Options): Promise<void> {
  const films = JSON.parse(await readFile(join(before, 'server/data/sample-films.json'), 'utf8')) as SampleFilm[];
  const double = await TmdbDouble.start();
  const settings = {
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
  };
  const products = [
    await startProduct(undefined, settings, before),
    await startProduct(undefined, settings, after),
  ] as const;
  const [old, current] = [new ReplaySide(products[0]), new ReplaySide(products[1])];
  const make = requestMaker(seededRandom(seed), films);
  // The purge comes last, because how soon a movie is fetched again after a purge depends on timing.
  const next = (sent: number) => (sent === requests ? PURGE : make());
  const counts = new Map<string, number>();
  let differences = 0;
  for (let sent = 1; sent <= requests; sent += 1) {
    const request = next(sent);
    const [expected, actual] = await Promise.all([old.answer(request), current.answer(request)]);
    // The answer is a JSON array that begins with the status.
    const outcome = `${request.route} ${expected.slice(1, 4)}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (expected !== actual) {
      differences += 1;
      if (differences <= SHOWN_DIFFERENCES) {
        process.stdout.write(`${JSON.stringify(request)}\n  before ${expected}\n  after  ${actual}\n`);
      }
    }
    if (sent % 1_000 === 0) process.stdout.write(`  ${String(sent)} requests\n`);
  }
  for (const [outcome, count] of [...counts].sort()) process.stdout.write(`${String(count).padStart(7)}  ${outcome}\n`);
  process.stdout.write(`${String(requests)} requests, ${String(differences)} answers differ\n`);
  await Promise.all(products.map(({ stop }) => stop()));
  await double.close();
  process.exitCode = differences === 0 ? 0 : 1;
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options);
