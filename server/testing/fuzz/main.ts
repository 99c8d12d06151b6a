import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { startClusterAws } from '../cluster/start-aws.ts';
import { LambdaProcess } from '../deployed/lambda-process.ts';
import { startProduct } from '../start-product.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { runFuzz, type FuzzOutcome } from './run-fuzz.ts';

const USAGE = `Usage: npm run fuzz -- [options]

Sends generated requests to the product over HTTP, and generated events to the built Lambda function. The requests come from the product's OpenAPI document, and are mostly wrong; one in seven is not well-formed HTTP. Checks that every answer is a documented one, that none is a 5xx other than a documented 503, and that no connection hangs. Does not touch your data.
  --requests N  how many requests (20000)
  --events N    how many events (5000)
  --seed S      the seed of the random numbers; give the seed of an earlier run to repeat that run (default: a new seed)

Exit codes: 0 no fault found; 1 a fault found; 2 wrong arguments`;

type Options = { readonly requests: number; readonly events: number; readonly seed: number };

/** One attribute of each type, so that the document has all kinds of parameters. */
const ATTRIBUTES = JSON.stringify([
  { name: 'rating', type: 'number', sort: true },
  { name: 'studio', type: 'keyword', facet: true },
  { name: 'restored', type: 'boolean' },
  { name: 'tagline', type: 'text' },
]);
const BUNDLE = join(import.meta.dirname, '../../dist/api-lambda');
const TIMEOUT_SEC = 29;
const REPORT_EVERY = 2_500;

/** @throws Error with a message for the user */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '20000' },
      events: { type: 'string', default: '5000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,7}$/.test(value)) throw new Error(`--${name} must be a whole number of up to seven digits.`);
  }
  return { requests: Number(values.requests), events: Number(values.events), seed: Number(values.seed) };
}

async function main(options: Options): Promise<void> {
  const { requests, events, seed } = options;
  const sizes = `${requests.toLocaleString('en')} requests, ${events.toLocaleString('en')} events`;
  process.stdout.write(`Seed ${String(seed)}: ${sizes}\n`);
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const server = await startServer(closers);
    const lambda = await startLambda(closers);
    let tried = 0;
    const onTried = () => {
      tried += 1;
      if (tried % REPORT_EVERY === 0) process.stdout.write(`  ${tried.toLocaleString('en')} sent\n`);
    };
    report(`Seed ${String(seed)}: ${sizes}`, await runFuzz({ ...options, server, lambda, onTried }));
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function startServer(closers: (() => Promise<unknown>)[]) {
  const double = await TmdbDouble.start();
  closers.push(() => double.close());
  const product = await startProduct(undefined, {
    MARQUEE_ATTRIBUTES: ATTRIBUTES,
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
    MARQUEE_TMDB_CALLS_PER_SECOND: '1000',
  });
  closers.push(product.stop);
  return product;
}

/** Starts the Lambda function over stand-ins for AWS. */
async function startLambda(closers: (() => Promise<unknown>)[]) {
  const aws = await startClusterAws();
  closers.push(aws.close);
  const process = new LambdaProcess({
    folder: BUNDLE,
    handler: 'index.handler',
    timeoutSec: TIMEOUT_SEC,
    environment: {
      ...aws.settings,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      MARQUEE_ATTRIBUTES: ATTRIBUTES,
      MARQUEE_TMDB_CALLS_PER_SECOND: '1000',
    },
  });
  closers.push(() => process.stop());
  return {
    token: await aws.issuer.token(),
    invoke: async (event: object) => (await process.invoke(event)) as APIGatewayProxyStructuredResultV2,
  };
}

function report(what: string, { faults, statuses }: FuzzOutcome): void {
  const seen = [...statuses]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, n]) => `${status}: ${n.toLocaleString('en')}`);
  process.stdout.write(`Answers by status: ${seen.join(', ')}\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  process.stdout.write(`${what}: ${faults.length === 0 ? 'nothing wrong' : 'WRONG'}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options).catch(reportFailure);
