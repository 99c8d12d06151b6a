import type { FilmsInRole, Person } from '../../lib/api-types.gen.ts';
import { formatCount } from '../../lib/format-count.ts';
import { EMPTY_SEARCH, formatSearch, type SearchState } from './search-state.ts';

/** What a person did in films: how the page names it, and the filter that finds the films. */
const ROLES = {
  directed: { heading: 'Directed', filter: 'directors' },
  acted: { heading: 'Acted in', filter: 'cast' },
} as const;
export type PersonRole = (typeof ROLES)[keyof typeof ROLES] & { readonly films: FilmsInRole };

/** The roles of a person, the one with the most films first. */
export function rolesOf({ roles }: Pick<Person, 'roles'>): readonly PersonRole[] {
  const found = (['directed', 'acted'] as const).flatMap((role) => {
    const films = roles[role];
    return films ? [{ ...ROLES[role], films }] : [];
  });
  return found.sort((a, b) => b.films.total - a.films.total);
}

/** The query string of the search for a role's films, with further filters. */
export function searchFor(name: string, { filter }: PersonRole, change: Partial<SearchState> = {}): string {
  return formatSearch({ ...EMPTY_SEARCH, [filter]: [name], ...change });
}

/** Returns `1,024 films` or `1 film`. */
export function describeCount({ total }: Pick<FilmsInRole, 'total'>): string {
  return total === 1 ? '1 film' : `${formatCount(total)} films`;
}

/** Returns `1,024 films, 1971 to 2021` or `1 film, 1971`. */
export function describeFilms(films: Pick<FilmsInRole, 'total' | 'firstYear' | 'lastYear'>): string {
  const { firstYear, lastYear } = films;
  return `${describeCount(films)}, ${String(firstYear)}${firstYear === lastYear ? '' : ` to ${String(lastYear)}`}`;
}
