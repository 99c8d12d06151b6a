import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DATA_SET } from '../../server/testing/data-set.ts';
import { OURS } from '../search/engines/engines.ts';
import { ENGINES, USUAL_ENGINES } from './engines/engines.ts';
import type { CaseOptions } from './row-cases.ts';
import { ROWS, SHARED_TITLES } from './rows.ts';

const ROW_NAMES = [...ROWS, SHARED_TITLES].map(({ name }) => name);
const USUAL_SHARED_TITLES = resolve(import.meta.dirname, 'shared-titles.tsv');

export const USAGE = `Usage: npm run bench:relevance -- [options]

Changes well-known titles the way people type them, and counts how often the film is not among the first results.
  --rows A,B            only these rows: ${ROW_NAMES.join(', ')}
  --engines A,B         only these engines: ${Object.keys(ENGINES).join(', ')} (all but opensearch)
  --queries N           queries per row, at most (400)
  --seed N              seed of the random titles and changes (1)
  --budget-s N          time limit in seconds for one row of one engine (10)
  --misses N            print up to N missed queries per row and engine, with the films that came first
  --shared-titles FILE  each line has a query, a tab and the id of the film that the query means
  --data FILE           films as JSON, plain or gzip ($MARQUEE_DATA_SET, or its usual place)
  --save                write the figures to .bench, from which npm run bench:docs updates the docs
  --check               exit with code 1 if ${OURS} misses a goal

Exit codes: 0 measured, 1 failed or a goal missed with --check, 2 wrong arguments`;

export type RelevanceOptions = CaseOptions & {
  readonly rows: readonly string[];
  readonly engines: readonly string[];
  readonly budgetMs: number;
  readonly misses: number;
  readonly data: string;
  readonly save: boolean;
  readonly check: boolean;
};

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[]): RelevanceOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: ROW_NAMES.join(',') },
      engines: { type: 'string', default: USUAL_ENGINES.join(',') },
      queries: { type: 'string', default: '400' },
      seed: { type: 'string', default: '1' },
      'budget-s': { type: 'string', default: '10' },
      misses: { type: 'string', default: '0' },
      'shared-titles': { type: 'string', default: USUAL_SHARED_TITLES },
      data: { type: 'string', default: DATA_SET },
      save: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  });
  const rows = namesIn('row', values.rows, ROW_NAMES);
  const sharedTitles = values['shared-titles'];
  if (rows.includes(SHARED_TITLES.name) && !existsSync(sharedTitles)) {
    throw new Error(`There is no file ${sharedTitles}. Name the shared titles with --shared-titles.`);
  }
  return {
    rows,
    engines: namesIn('engine', values.engines, Object.keys(ENGINES)),
    queries: wholeNumber('queries', values.queries, 1),
    seed: wholeNumber('seed', values.seed, 0),
    budgetMs: 1000 * wholeNumber('budget-s', values['budget-s'], 1),
    misses: wholeNumber('misses', values.misses, 0),
    sharedTitles,
    data: existing(values.data),
    save: values.save,
    check: values.check,
  };
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new Error(`There is no file ${path}. Name the Wikipedia Movie Data Set with --data or MARQUEE_DATA_SET.`);
}

function namesIn(kind: string, list: string, known: readonly string[]): string[] {
  const names = list.split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${kind} ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
  return names;
}

function wholeNumber(name: string, text: string, least: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new Error(`--${name} must be a whole number from ${String(least)}.`);
  }
  return Number(text);
}
