// Handles --help and checks the arguments for commands whose entry point does neither:
//
//   node scripts/run-explained.ts COMMAND ENTRYPOINT [ARGUMENT]...
import { pathToFileURL } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readArguments } from '../server/src/adapters/driving/cli/command-line.ts';

type Command = { readonly usage: string; readonly accepts?: ParseArgsConfig };

const COMMANDS: Readonly<Record<string, Command>> = {
  'bench:cache': {
    usage: `Usage: npm run bench:cache

Counts the calls to the provider, the reads and the writes of the movies cache. Uses an embedded DynamoDB in memory and a
stand-in for TMDB. Takes half a minute, needs no network and touches no data.

Exit codes: 0 every limit is met; 1 one is exceeded; 2 wrong arguments`,
  },
  'bench:docs': {
    usage: `Usage: npm run bench:docs -- [FILE]

Writes the figures that bench:search, bench:relevance, bench:remembered, bench:scale and soak last saved in .bench/ into
docs/benchmarks.md, and draws the plots beside it.
  FILE   file with the figures of bench:search (.bench/search.json)

Exit codes: 0 written; 1 the figures or the page cannot be read; 2 wrong arguments`,
    accepts: { allowPositionals: true },
  },
  'bench:fame': {
    usage: `Usage: npm run bench:fame

Prints how often the film that most people mean has the highest fame among the films of one title, and fits the weights of fame.
Needs the Wikipedia Movie Data Set ($MARQUEE_DATA_SET, or its usual place).

Exit codes: 0 fitted; 1 the data set cannot be read; 2 wrong arguments`,
  },
  'bench:page': {
    usage: `Usage: npm run bench:page -- [--gate]

Runs Lighthouse on the built page, and measures the time from typing a word to films on the screen. Builds the page first when
it is missing or stale. Needs a Chromium: the one that MARQUEE_BROWSER names, one on the PATH, or the one in an npm package.
  --gate   as in npm run check: desktop only, and one good run of up to three is enough

Exit codes: 0 every required score is reached, or there is no browser and CI is not set; 1 a score is too low; 2 wrong arguments`,
    accepts: { options: { gate: { type: 'boolean' } } },
  },
  screenshots: {
    usage: `Usage: npm run screenshots -- [--all FOLDER]

Takes the screenshots in docs/screenshots, with the sample films. Builds the page first when it is missing or stale.
Needs a Chromium: the one that MARQUEE_BROWSER names, one on the PATH, or the one in an npm package.
  --all FOLDER   takes pictures of all states of the page instead, at four widths and in both colour schemes, into FOLDER

Exit codes: 0 taken; 1 failed; 2 wrong arguments`,
    accepts: { options: { all: { type: 'string' } } },
  },
};

const [name = '', entrypoint = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) throw new Error(`There is no command named ${name}.`);
const { usage, accepts } = command;
if (readArguments(usage, args, () => parseArgs({ ...accepts, args }))) {
  process.argv.splice(1, 3, entrypoint);
  await import(pathToFileURL(entrypoint).href);
}
