import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DATA_SET } from '../../server/testing/data-set.ts';
import type { Film } from '../../server/src/domain/film.ts';
import { titleKey } from '../../server/src/domain/text/fold-text.ts';

/** A query and the ids of the films that it means, at least one. */
export type MeantQuery = { readonly q: string; readonly meant: ReadonlySet<string> };

export type QuerySet = {
  readonly name: string;
  /** `plot`: each query means one film. `name`: each query means all films of a director, franchise or maker. */
  readonly kind: 'plot' | 'name';
  readonly queries: readonly MeantQuery[];
};

const SETS = join(import.meta.dirname, 'sets');
/** Plot queries that other people wrote, next to the data set. They are not part of the repository. */
const GIVEN = join(dirname(DATA_SET), '../cases/remembered.tsv');

/** The sets of the repository, and the given plot queries if they are present. */
export async function readQuerySets(films: readonly Film[]): Promise<QuerySet[]> {
  const given = existsSync(GIVEN) ? [await readPlotSet('plots, given', GIVEN, films)] : [];
  return [
    ...halves(await readPlotSet('plots', join(SETS, 'remembered.tsv'), films)),
    ...given,
    ...halves(await readNameSet('directors', join(SETS, 'directors.tsv'), films)),
    await readNameSet('makers', join(SETS, 'makers.tsv'), films),
  ];
}

/**
 * Reads a file in which each line has a query, a title and a year. A film is found by its title without case,
 * punctuation, diacritics and leading article, and by its year.
 *
 * @throws Error that names the line, if a line has another form or if the data has no such film
 */
export async function readPlotSet(name: string, path: string, films: readonly Film[]): Promise<QuerySet> {
  const idsByFilm = Map.groupBy(films, ({ attributes: { title, year } }) => filmKey(title, String(year)));
  const queries = await readLines(path, ([q, title, year, ...others]) => {
    if (!q || !title || !year || others.length > 0) return 'is not a query, a title and a year';
    const meant = idsByFilm.get(filmKey(title, year));
    return meant ? { q, meant: new Set(meant.map(({ id }) => id)) } : 'names films that the data does not have';
  });
  return { name, kind: 'plot', queries };
}

/**
 * Reads a file in which each line has a query, a tab, and the ids of its films, separated by spaces.
 *
 * @throws Error that names the line, if a line has another form or names a film that the data does not have
 */
export async function readNameSet(name: string, path: string, films: readonly Film[]): Promise<QuerySet> {
  const known = new Set(films.map(({ id }) => id));
  const queries = await readLines(path, ([q, ids, ...others]) => {
    if (!q || !ids || others.length > 0) return 'is not a query and ids of films';
    const meant = ids.split(' ');
    const unknown = meant.filter((id) => !known.has(id));
    if (unknown.length > 0) return `names films that the data does not have (${unknown.join(', ')})`;
    return { q, meant: new Set(meant) };
  });
  return { name, kind: 'name', queries };
}

/**
 * Empty lines and lines that start with # are skipped. `parse` returns the query, or a text that says what is wrong
 * with the line.
 */
async function readLines(
  path: string,
  parse: (cells: readonly string[]) => MeantQuery | string,
): Promise<MeantQuery[]> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  return lines.flatMap((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const query = parse(line.split('\t'));
    if (typeof query === 'string') throw new Error(`Line ${String(i + 1)} of ${path} ${query}: ${line}`);
    return [query];
  });
}

/** The first, third, fifth query and so on are for tuning. The others are for checking. */
function halves({ name, kind, queries }: QuerySet): [QuerySet, QuerySet] {
  const half = (odd: 0 | 1) => queries.filter((_, i) => i % 2 === odd);
  return [
    { name: `${name}, tuning`, kind, queries: half(0) },
    { name: `${name}, checking`, kind, queries: half(1) },
  ];
}

const filmKey = (title: string, year: string) => `${titleKey(title)}\t${year.trim()}`;
