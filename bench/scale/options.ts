import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DATA_SET } from '../../server/testing/data-set.ts';

const SCALE_ENGINES = ['memory', 'opensearch'] as const;
export type ScaleEngine = (typeof SCALE_ENGINES)[number];

export const DEFAULT_BUDGET_S = 30;
export const DEFAULT_EDIT_S = 20;

export const USAGE = `Usage: npm run bench:scale -- [options]

Measures search over more and more films: the time to build and to open the index, its memory, the latency by class of
query, and how soon an edit is found while 50 films a second are edited. The films are the real ones and others made from
them. Needs the Wikipedia Movie Data Set; OpenSearch also needs Java and Maven, and is left out without them.
  --sizes A,B       numbers of films (36554,250000,1000000)
  --engines A,B     only these engines: ${SCALE_ENGINES.join(', ')}
  --queries N       different queries of each class of titles (1000)
  --budget-s N      time limit in seconds for one class of queries (${String(DEFAULT_BUDGET_S)})
  --edit-s N        how long films are edited, in seconds (${String(DEFAULT_EDIT_S)})
  --heap-mb N       heap limit of the processes that build and measure (12000)
  --data FILE       films as JSON, plain or gzip (default: $MARQUEE_DATA_SET, or the usual place of the data set)
  --folder DIR      keep the made films and the queries in DIR, and use those that are there
  --seed N          seed of the made films and the queries (1)
  --save            merge the figures into .bench/scale.json, from which npm run bench:docs updates the docs

Exit codes: 0 measured; 1 failed; 2 wrong arguments`;

export type ScaleOptions = {
  /** Ascending. */
  readonly sizes: readonly number[];
  readonly engines: readonly ScaleEngine[];
  readonly queries: number;
  readonly budgetMs: number;
  readonly editSeconds: number;
  readonly heapMb: number;
  readonly data: string;
  /** Where the films and queries are kept. If absent, they are deleted in the end. */
  readonly folder: string | undefined;
  readonly seed: number;
  readonly save: boolean;
};

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[]): ScaleOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      // All real films and the 300 films with titles in scripts without spaces.
      sizes: { type: 'string', default: '36554,250000,1000000' },
      engines: { type: 'string', default: SCALE_ENGINES.join(',') },
      queries: { type: 'string', default: '1000' },
      'budget-s': { type: 'string', default: String(DEFAULT_BUDGET_S) },
      'edit-s': { type: 'string', default: String(DEFAULT_EDIT_S) },
      'heap-mb': { type: 'string', default: '12000' },
      data: { type: 'string', default: DATA_SET },
      folder: { type: 'string' },
      seed: { type: 'string', default: '1' },
      save: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(values.data)) {
    throw new Error(
      `There is no file ${values.data}. Name the Wikipedia Movie Data Set with --data or MARQUEE_DATA_SET.`,
    );
  }
  return {
    sizes: values.sizes
      .split(',')
      .map((size) => natural('sizes', size))
      .sort((a, b) => a - b),
    engines: enginesIn(values.engines),
    queries: natural('queries', values.queries),
    budgetMs: 1000 * natural('budget-s', values['budget-s']),
    editSeconds: natural('edit-s', values['edit-s']),
    heapMb: natural('heap-mb', values['heap-mb']),
    data: resolve(values.data),
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    seed: natural('seed', values.seed),
    save: values.save,
  };
}

function enginesIn(list: string): ScaleEngine[] {
  return list.split(',').map((name) => {
    const engine = SCALE_ENGINES.find((one) => one === name);
    if (engine === undefined) throw new Error(`There is no engine ${name}. Known: ${SCALE_ENGINES.join(', ')}.`);
    return engine;
  });
}

function natural(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name} must be a whole number from 1.`);
  return Number(text);
}
