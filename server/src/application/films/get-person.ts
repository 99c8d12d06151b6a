import { personNotFound } from '../../domain/errors.ts';
import type { FilmQuery, FilmSearchResult, PersonField } from '../../domain/film-query.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { CurrentSearch } from '../search/current-search.ts';

/** What a person can have done in a film, and the field of the film that says so. */
export const ROLES = { acted: 'cast', directed: 'director' } as const satisfies Record<string, PersonField>;
type Role = keyof typeof ROLES;
const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** The films in which a person has a role. `items` and `nextCursor` are those of a search, the newest film first. */
export type FilmsInRole = Pick<FilmSearchResult, 'total' | 'items' | 'facets' | 'nextCursor'> & Years;

/** The years of the oldest and of the newest film. */
type Years = { readonly firstYear: number; readonly lastYear: number };

export type PersonWithFilms = Years & {
  /** The most frequent spelling of the name. */
  readonly name: string;
  /** The number of films. A film in which the person has both roles counts once. */
  readonly total: number;
  /** A role without films is absent. */
  readonly roles: Partial<Readonly<Record<Role, FilmsInRole>>>;
};

export class GetPerson {
  readonly #search: FilmSearch;
  readonly #current: CurrentSearch;

  constructor(search: FilmSearch, current: CurrentSearch) {
    this.#search = search;
    this.#current = current;
  }

  /**
   * @param spelling the whole name, in any spelling
   * @param limit 1 to 100, the number of films for each role
   * @throws MarqueeError `not-found`
   */
  async execute(spelling: string, limit: number): Promise<PersonWithFilms> {
    await this.#current.ensure();
    const person = await this.#search.findPerson(spelling);
    if (!person) throw personNotFound(spelling);
    const { name, films } = person;
    const roles = ROLE_NAMES.filter((role) => films[ROLES[role]] > 0);
    const [inRoles, inAllRoles] = await Promise.all([
      Promise.all(roles.map((role) => this.#filmsIn(role, name, limit))),
      roles.length > 1 ? this.#search.search(queryFor(roles, name, { limit: 1 })) : undefined,
    ]);
    const found = inRoles.flatMap(({ films: inRole }) => inRole ?? []);
    if (found.length === 0) throw personNotFound(spelling);
    return {
      name,
      total: found.reduce((sum, { total }) => sum + total, 0) - (inAllRoles?.total ?? 0),
      firstYear: Math.min(...found.map(({ firstYear }) => firstYear)),
      lastYear: Math.max(...found.map(({ lastYear }) => lastYear)),
      roles: Object.fromEntries(inRoles.flatMap(({ role, films: inRole }) => (inRole ? [[role, inRole]] : []))),
    };
  }

  /** @returns no films if the last one was deleted after the person was found */
  async #filmsIn(role: Role, name: string, limit: number): Promise<{ role: Role; films?: FilmsInRole }> {
    const [page, { items: oldest }] = await Promise.all([
      this.#search.search(queryFor([role], name, { limit, facets: ['genre', 'decade'] })),
      this.#search.search(queryFor([role], name, { limit: 1, sort: 'year' })),
    ]);
    const { total, items, facets, nextCursor } = page;
    const [firstYear, lastYear] = [oldest[0]?.year, items[0]?.year];
    if (firstYear === undefined || lastYear === undefined) return { role };
    return { role, films: { total, firstYear, lastYear, items, facets, nextCursor } };
  }
}

/** The search for the films in which the person has all these roles. */
function queryFor(roles: readonly Role[], name: string, query: Partial<FilmQuery> & { limit: number }): FilmQuery {
  const namesIn = (field: PersonField) => (roles.some((role) => ROLES[role] === field) ? [name] : []);
  return { genres: [], sort: '-year', facets: [], ...query, cast: namesIn('cast'), directors: namesIn('director') };
}
