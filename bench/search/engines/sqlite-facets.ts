import type { SQLInputValue } from 'node:sqlite';
import { FACET_VALUES, type FacetCount } from '../../../server/src/domain/film-query.ts';
import type { BenchFacet } from '../workload/bench-case.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

/**
 * Where the values of a facet are stored: the table that links films to value numbers, the column of these numbers, and
 * the table that gives each number its name.
 */
const TABLES: Readonly<Record<BenchFacet, { readonly of: string; readonly column: string; readonly names?: string }>> =
  {
    genre: { of: 'genre_of', column: 'genre', names: 'genre' },
    decade: { of: 'decade', column: 'decade' },
    cast: { of: 'person_of', column: 'person', names: 'person' },
  };

/**
 * Counts in JavaScript instead of with GROUP BY. That is about a third faster for up to a few hundred matches (29
 * against 43 us, 632 against 903 us), and most queries have no more. For a thousand matches it is a sixth slower (2.1
 * against 1.8 ms).
 *
 * @param source yields film numbers as `m.n`
 */
export function countSqliteFacet(
  statements: SqliteStatements,
  facet: BenchFacet,
  source: string,
  parameters: readonly SQLInputValue[],
): FacetCount[] {
  const { of, column } = TABLES[facet];
  const sql = `select ${column} from (${source}) m cross join ${of} on film = m.n`;
  const counts = new Map<number, number>();
  for (const value of statements.column(sql, parameters)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const listed = mostFrequent(counts);
  const names = nameAll(statements, facet, listed);
  return listed
    .map(([value, count]) => ({ value: names.get(value) ?? String(value), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function mostFrequent(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, FACET_VALUES);
}

function nameAll(
  statements: SqliteStatements,
  facet: BenchFacet,
  listed: readonly (readonly [number, number])[],
): Map<number, string> {
  const table = TABLES[facet].names;
  if (table === undefined) return new Map();
  const sql = `select t.n, t.name from json_each(?) j cross join ${table} t on t.n = j.value`;
  return new Map(statements.all<[number, string]>(sql, [JSON.stringify(listed.map(([value]) => value))]));
}
