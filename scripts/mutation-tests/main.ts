// `npm run test:mutation`: changes the code in small ways, one at a time, and sees whether a test fails.
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { readArguments, reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';

type Part = {
  readonly name: string;
  /** The folder whose files are mutated. */
  readonly folder: string;
  /** The tests that run for each mutant. More tests reach the same code, but are too slow to run that often. */
  readonly tests: readonly string[];
};

const PARTS: readonly Part[] = [
  { name: 'domain', folder: 'server/src/domain', tests: ['<rootDir>/src/domain/**/*.test.ts'] },
  {
    name: 'match',
    folder: 'server/src/adapters/driven/search-index/match',
    tests: [
      '<rootDir>/src/adapters/driven/search-index/indexed-film-search.test.ts',
      '<rootDir>/src/adapters/driven/search-index/match/*.test.ts',
      '<rootDir>/test/search/{ranking,scripts}.test.ts',
      // It compares whole answers, and so notices what no small test names. against-oracle.test.ts would take 20 s.
      '<rootDir>/test/search/against-oracle-short.test.ts',
    ],
  },
];

const USAGE = `Usage: npm run test:mutation -- [PATH...] [--concurrency N]

Changes the code in small ways (mutants), one at a time, and runs the tests near it. A mutant that no test notices survives: either
a test is missing, or the change makes no difference. Prints the survivors, and the score of each file. Needs no network.
  PATH              the files or folders to mutate, in ${PARTS.map(({ folder }) => folder).join('\n                    or ')}
                    (all, which takes hours); FILE:FROM-TO for only these lines
  --concurrency N   how many mutants are tested at a time (1)

The results stay in .cache/mutation, so that a later run tests only what has changed. The pages domain.html and match.html
in this folder show them.

Exit codes: 0 measured; 1 a test fails without a mutant; 2 wrong arguments`;

type Given = { readonly paths: readonly string[]; readonly concurrency: number };

/** @throws Error with a message for the user */
function readPaths(args: string[]): Given {
  const { values, positionals } = parseArgs({
    args,
    options: { concurrency: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  if (!/^[1-9]\d?$/.test(values.concurrency)) throw new Error('--concurrency must be a whole number from 1 to 99.');
  const paths = positionals.map((path) => relative(process.cwd(), resolve(path)));
  const stray = paths.find((path) => !PARTS.some((part) => isIn(part, path)));
  if (stray !== undefined) throw new Error(`${stray} is in none of the folders that can be mutated.`);
  return {
    paths: paths.length > 0 ? paths : PARTS.map(({ folder }) => folder),
    concurrency: Number(values.concurrency),
  };
}

function isIn({ folder }: Part, path: string): boolean {
  return `${path}/`.startsWith(`${folder}/`);
}

async function measure({ name, tests }: Part, paths: readonly string[], concurrency: number): Promise<void> {
  const results = join('.cache/mutation', name);
  const stryker = new Stryker({
    mutate: [...paths.map((path) => (/\.ts(?::\d+-\d+)?$/.test(path) ? path : `${path}/**/*.ts`)), '!**/*.test.ts'],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'],
    jest: { configFile: 'server/jest.config.mjs', config: { testMatch: tests } },
    coverageAnalysis: 'perTest',
    // A static mutant runs only while its module loads, so that every test would have to run again.
    ignoreStatic: true,
    // What is copied, with the mutants in it: the tests and what they need.
    ignorePatterns: ['**', '!server/{src,test,testing,data}/**', '!server/*', '!package.json'],
    // Types are removed and not checked.
    disableTypeChecks: false,
    incremental: true,
    incrementalFile: `${results}.json`,
    tempDirName: `${results}-copy`,
    reporters: ['clear-text', 'html', process.stdout.isTTY ? 'progress' : 'progress-append-only'],
    htmlReporter: { fileName: `${results}.html` },
    clearTextReporter: { reportTests: false, logTests: false, allowEmojis: false },
    concurrency,
    // Jest keeps about 35 MB of each run of ES modules, and gets slow when memory is short.
    maxTestRunnerReuse: 40,
    // This ends endless loops. It is long enough for a machine that gives the tests a fifth of a core.
    timeoutMS: 15_000,
  });
  const mutants = await stryker.runMutationTest();
  const left = mutants.filter(({ status }) => status === 'Ignored').length;
  process.stdout.write(`Left out of ${String(mutants.length)} mutants, because they are static: ${String(left)}\n`);
}

const given = readArguments(USAGE, process.argv.slice(2), readPaths);
try {
  for (const part of given ? PARTS : []) {
    const paths = given?.paths.filter((path) => isIn(part, path)) ?? [];
    if (given && paths.length > 0) await measure(part, paths, given.concurrency);
  }
} catch (error) {
  reportFailure(error);
}
