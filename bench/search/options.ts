import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINES } from './engines/engines.ts';
import type { FilmSource } from './protocol.ts';

export const USAGE = `Usage: npm run bench:search -- [options]

Compares Marquee's film search with other engines. By default it uses the Wikipedia Movie Data Set, in the file that
$MARQUEE_DATA_SET names or in its usual place. If that file is missing, it uses 36,273 synthetic films.
  --data FILE       films as JSON, plain or gzip
  --scale N         also use N - 1 perturbed copies of each film
  --synthetic N     use N synthetic films instead
  --engines A,B     only these engines: ${Object.keys(ENGINES).join(', ')}
  --queries N       different queries per class (1000)
  --rounds N        rounds, each with a fresh process per engine (5)
  --budget-s N      time limit in seconds for one class of one engine in one round (60)
  --seed N          seed of the random films and queries (1)
  --quick           takes a minute: 1 round, 200 queries, 2 s per class, only Marquee and SQLite
  --no-extras       skip the worst-case queries and the searches under edits
  --out FILE        where to write the figures (.bench/search.json)

Exit codes: 0 measured, 1 failed, 2 wrong arguments`;

export type SearchBenchOptions = {
  readonly source: FilmSource;
  readonly engines: readonly string[];
  readonly queries: number;
  readonly rounds: number;
  readonly budgetMs: number;
  readonly seed: number;
  readonly extras: boolean;
  readonly editSeconds: number;
  readonly out: string;
};

const ROOT = resolve(import.meta.dirname, '../..');
const USUAL_DATA_SET = resolve(ROOT, '../shared/data/wikipedia-movies.json.gz');
const FILMS_OF_DATA_SET = 36_273;
const QUICK = { rounds: '1', queries: '200', budget: '2', engines: 'marquee,sqlite-memory,sqlite-deletes' };

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[]): SearchBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      scale: { type: 'string' },
      synthetic: { type: 'string' },
      engines: { type: 'string' },
      queries: { type: 'string' },
      rounds: { type: 'string' },
      'budget-s': { type: 'string' },
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      'no-extras': { type: 'boolean', default: false },
      out: { type: 'string', default: resolve(ROOT, '.bench/search.json') },
    },
  });
  const { quick } = values;
  const all = quick ? QUICK.engines : Object.keys(ENGINES).join(',');
  return {
    source: sourceOf(values.data, values.scale, values.synthetic),
    engines: enginesOf(values.engines ?? all),
    queries: natural('queries', values.queries ?? (quick ? QUICK.queries : '1000')),
    rounds: natural('rounds', values.rounds ?? (quick ? QUICK.rounds : '5')),
    budgetMs: 1000 * natural('budget-s', values['budget-s'] ?? (quick ? QUICK.budget : '60')),
    seed: natural('seed', values.seed),
    extras: !values['no-extras'],
    editSeconds: quick ? 2 : 10,
    out: values.out,
  };
}

function sourceOf(data: string | undefined, scale: string | undefined, synthetic: string | undefined): FilmSource {
  if (synthetic !== undefined) return { kind: 'synthetic', count: natural('synthetic', synthetic) };
  const given = data ?? process.env['MARQUEE_DATA_SET'];
  const path = given ?? USUAL_DATA_SET;
  if (existsSync(path)) return { kind: 'data', path, scale: natural('scale', scale ?? '1') };
  if (given !== undefined) throw new Error(`There is no file ${given}.`);
  process.stderr.write(
    'The Wikipedia Movie Data Set was not found (see --data FILE). Using synthetic films instead.\n',
  );
  return { kind: 'synthetic', count: FILMS_OF_DATA_SET };
}

function enginesOf(list: string): string[] {
  const names = list.split(',');
  const unknown = names.filter((name) => !(name in ENGINES));
  if (unknown.length > 0) throw new Error(`There is no engine ${unknown.join(', ')}.`);
  return names;
}

function natural(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number from 1.`);
  return Number(text);
}
