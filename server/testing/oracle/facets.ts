import type { FilmSummary } from '../../src/domain/film.ts';
import { FACET_VALUES, type Facet, type FacetCount } from '../../src/domain/film-query.ts';

const VALUES: Record<Facet, (film: FilmSummary) => readonly string[]> = {
  genre: (film) => film.genres,
  decade: (film) => [String(Math.floor(film.year / 10) * 10)],
  cast: (film) => film.cast,
};

/** Counts films, not occurrences: a name that a film lists twice counts once. */
export function countFacet(facet: Facet, films: readonly FilmSummary[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const film of films) {
    for (const value of new Set(VALUES[facet](film))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_VALUES);
}
