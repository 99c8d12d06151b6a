import { matchPath } from 'react-router';
import { routePath } from '../config/base.ts';
import { paths } from '../config/paths.ts';
import { catalogueQuery } from '../features/films/api/catalogue.ts';
import { filmQuery } from '../features/films/api/get-film.ts';
import { personQuery } from '../features/films/api/get-person.ts';
import { filmsQuery } from '../features/films/api/search-films.ts';
import { isEmptySearch, parseSearch } from '../features/films/search-state.ts';
import { queryClient } from '../lib/query-client.ts';

/** Requests the data of the page at this address before the page has been rendered. */
export function askEarly({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  ask(routePath(pathname), search)?.catch(() => undefined); // Errors are ignored here, because the page itself reports a failure.
}

function ask(pathname: string, search: string): Promise<unknown> | undefined {
  const { id } = matchPath(paths.film.pattern, pathname)?.params ?? {};
  if (id !== undefined) return queryClient.query(filmQuery(id));
  const name = personIn(pathname);
  if (name !== undefined) return queryClient.query(personQuery(name));
  if (pathname !== paths.search.pattern) return undefined;
  const state = parseSearch(new URLSearchParams(search));
  return isEmptySearch(state) ? queryClient.query(catalogueQuery()) : queryClient.infiniteQuery(filmsQuery(state));
}

/** The name in the address of a person's page. The address bar has it percent-encoded. */
function personIn(pathname: string): string | undefined {
  const { name } = matchPath(paths.person.pattern, pathname)?.params ?? {};
  try {
    return name && decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
