import type { FilmsInRole, Person } from '../../lib/api-types.gen.ts';
import { texts } from './person-texts.ts';
import { EMPTY_SEARCH, formatSearch, type SearchState } from './search-state.ts';

/** What a person did in films: how the page names it, and the filter that finds the films. */
const ROLES = {
  directed: { heading: texts.roles.directed, filter: 'directors' },
  acted: { heading: texts.roles.acted, filter: 'cast' },
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
