import type { FilmSummary } from '../../src/domain/film.ts';
import { FACET_VALUES, type Facet, type FacetCount, type FilmQuery } from '../../src/domain/film-query.ts';
import { NAMES, type NameField } from './searchable-film.ts';

type Values = {
  readonly of: (film: FilmSummary) => readonly string[];
  readonly keyOf: (value: string) => string;
  /** The query with the value as a further filter. It must leave as many films as the facet counts. */
  readonly choose: (query: FilmQuery, value: string) => FilmQuery;
};

const VALUES: Record<Facet, Values> = {
  ...(Object.fromEntries(Object.entries(NAMES).map(([field, names]) => [field, valuesOf(names)])) as Record<
    NameField,
    Values
  >),
  decade: {
    of: (film) => [String(Math.floor(film.year / 10) * 10)],
    keyOf: (decade) => decade,
    choose: (query, value) => {
      const [first, last] = [Number(value), Number(value) + 9];
      const [from, to] = [Math.max(first, query.yearFrom ?? first), Math.min(last, query.yearTo ?? last)];
      return { ...query, yearFrom: from, yearTo: to };
    },
  },
};

function valuesOf({ attribute, keyOf }: (typeof NAMES)[NameField]): Values {
  return {
    of: (film) => film[attribute],
    keyOf,
    choose: (query, value) => ({ ...query, [attribute]: [...((query as Partial<FilmQuery>)[attribute] ?? []), value] }),
  };
}

/** The query with a value of a facet chosen as a filter, as the web page does it. */
export function choose(query: FilmQuery, facet: Facet, value: string): FilmQuery {
  return VALUES[facet].choose(query, value);
}

/**
 * Counts films, not occurrences: a person whom a film lists twice, in whatever spelling, counts once.
 *
 * @param films those that match
 * @param all all films of the catalogue, which decide the spelling that is shown
 */
export function countFacet(facet: Facet, films: readonly FilmSummary[], all: readonly FilmSummary[]): FacetCount[] {
  const { of, keyOf } = VALUES[facet];
  const counts = countEach(films.map((film) => of(film).map(keyOf)));
  const names = shownNames(facet, all);
  return [...counts]
    .sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1))
    .slice(0, FACET_VALUES)
    .map(([key, count]) => ({ value: names.get(key) ?? '', count }));
}

/** For each key, the spelling that most films have; of equally frequent ones the first by code unit. */
export function shownNames(facet: Facet, all: readonly FilmSummary[]): ReadonlyMap<string, string> {
  const { of, keyOf } = VALUES[facet];
  const spellings = Map.groupBy(countEach(all.map(of)), ([spelling]) => keyOf(spelling));
  return new Map(
    [...spellings].map(([key, counts]) => {
      const [best] = counts.sort(([textA, a], [textB, b]) => b - a || (textA < textB ? -1 : 1));
      return [key, best?.[0] ?? ''];
    }),
  );
}

/** For each value, the number of lists that contain it. */
function countEach(lists: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const list of lists) for (const value of new Set(list)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
