import type { FilmSummary } from '../../src/domain/film.ts';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import {
  FACET_VALUES,
  isAttributeFacet,
  nameOfFacet,
  type AttributeFacet,
  type Facet,
  type FacetCount,
  type FilmQuery,
} from '../../src/domain/film-query.ts';
import { facetValues, keywordKey } from './attributes.ts';
import { NAMES, type NameField, type SearchableFilm } from './searchable-film.ts';

/** How to read a facet's values from a film. */
type Values<Film> = {
  readonly of: (film: Film) => readonly string[];
  readonly keyOf: (value: string) => string;
  /** The query with the value as a further filter. This query must match as many films as the facet counts. */
  readonly choose: (query: FilmQuery, value: string) => FilmQuery;
};

const VALUES: Record<Facet, Values<FilmSummary>> = {
  ...(Object.fromEntries(Object.entries(NAMES).map(([field, names]) => [field, valuesOf(names)])) as Record<
    NameField,
    Values<FilmSummary>
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

function valuesOf({ attribute, keyOf }: (typeof NAMES)[NameField]): Values<FilmSummary> {
  return {
    of: (film) => film[attribute],
    keyOf,
    choose: (query, value) => ({ ...query, [attribute]: [...((query as Partial<FilmQuery>)[attribute] ?? []), value] }),
  };
}

/** The query with a value of a facet chosen as a filter, as the web page does it. */
export function choose(
  query: FilmQuery,
  facet: Facet | AttributeFacet,
  value: string,
  declared: DeclaredAttributes = [],
): FilmQuery {
  return valuesFor(facet, declared).choose(query, value);
}

function valuesFor(facet: Facet | AttributeFacet, declared: DeclaredAttributes): Values<SearchableFilm> {
  if (isAttributeFacet(facet)) {
    const name = nameOfFacet(facet);
    return {
      of: (film) => facetValues(film, declared, name),
      keyOf: keywordKey,
      choose: (query, value) => ({ ...query, attributes: [...(query.attributes ?? []), { name, value }] }),
    };
  }
  const { of, ...values } = VALUES[facet];
  return { ...values, of: ({ summary }) => of(summary) };
}

/**
 * Counts films, not occurrences: a person whom a film lists twice, in whatever spelling, counts once.
 *
 * @param films those that match
 * @param all all films of the catalogue, which decide the spelling that is shown
 */
export function countFacet(
  facet: Facet | AttributeFacet,
  films: readonly SearchableFilm[],
  all: readonly SearchableFilm[],
  declared: DeclaredAttributes,
): FacetCount[] {
  const { of, keyOf } = valuesFor(facet, declared);
  const counts = countEach(films.map((film) => of(film).map(keyOf)));
  const names = shownIn(all, { of, keyOf });
  return [...counts]
    .sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1))
    .slice(0, FACET_VALUES)
    .map(([key, count]) => ({ value: names.get(key) ?? '', count }));
}

/** For each key, the spelling that most films have; of equally frequent ones the first by code unit. */
export function shownNames(facet: Facet, all: readonly FilmSummary[]): ReadonlyMap<string, string> {
  return shownIn(all, VALUES[facet]);
}

function shownIn<Film>(
  all: readonly Film[],
  { of, keyOf }: Pick<Values<Film>, 'of' | 'keyOf'>,
): ReadonlyMap<string, string> {
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
