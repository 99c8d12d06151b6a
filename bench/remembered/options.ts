import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DATA_SET } from '../../server/testing/data-set.ts';
import { ENGINES, USUAL_ENGINES } from './engines/engines.ts';

export const USAGE = `Usage: npm run bench:remembered -- [options]

Searches for films by what people remember of them: plots, directors, franchises and makers. Prints how often the
right films come first, and how long a query takes, for Marquee and for other engines over the same texts.
  --queries FILE   measure the queries of FILE instead; each line is QUERY<tab>TITLE<tab>YEAR
  --engines A,B    only these engines: ${Object.keys(ENGINES).join(', ')} (all but opensearch)
  --rounds N       how many times each query is timed (3)
  --misses N       print up to N missed queries per set and engine, with the films that came first
  --data FILE      films as JSON, plain or gzip (default: $MARQUEE_DATA_SET, or the usual place of the data set)
  --save           write the figures to .bench, from which npm run bench:docs updates the docs

Exit codes: 0 measured; 1 failed; 2 wrong arguments`;

export type RememberedOptions = {
  /** If absent, the sets of the repository are used. */
  readonly queries?: string | undefined;
  readonly engines: readonly string[];
  readonly rounds: number;
  readonly misses: number;
  readonly data: string;
  readonly save: boolean;
};

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[]): RememberedOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      queries: { type: 'string' },
      engines: { type: 'string', default: USUAL_ENGINES.join(',') },
      rounds: { type: 'string', default: '3' },
      misses: { type: 'string', default: '0' },
      data: { type: 'string', default: DATA_SET },
      save: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(values.data)) {
    throw new Error(
      `There is no file ${values.data}. Name the Wikipedia Movie Data Set with --data or MARQUEE_DATA_SET.`,
    );
  }
  if (values.queries !== undefined && !existsSync(values.queries))
    throw new Error(`There is no file ${values.queries}.`);
  return {
    queries: values.queries,
    engines: enginesIn(values.engines),
    rounds: wholeNumber('rounds', values.rounds, 1),
    misses: wholeNumber('misses', values.misses, 0),
    data: values.data,
    save: values.save,
  };
}

function enginesIn(list: string): string[] {
  const names = list.split(',');
  const unknown = names.filter((name) => !(name in ENGINES));
  if (unknown.length === 0) return names;
  throw new Error(`There is no engine ${unknown.join(', ')}. Known: ${Object.keys(ENGINES).join(', ')}.`);
}

function wholeNumber(name: string, text: string, least: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Error(`--${name} must be a whole number from ${String(least)}.`);
}
