import { countFilters, type SearchState } from './search-state.ts';

/**
 * Describes the filters of a search, such as `Crime films with Al Pacino by Francis Ford Coppola, 1970s`. The typed
 * words are left out.
 */
export function describeFilters(state: SearchState): string {
  const { genres, anyGenres, notGenres, cast, directors, yearFrom, yearTo } = state;
  const kinds = [...genres, ...(anyGenres.length === 0 ? [] : [anyGenres.join(' or ')])];
  const kind = kinds.length === 0 ? 'Films' : `${kinds.join(', ')} films`;
  const without = notGenres.length === 0 ? '' : ` that are not ${notGenres.join(' or ')}`;
  const people = cast.length === 0 ? '' : ` with ${cast.join(' and ')}`;
  const makers = directors.length === 0 ? '' : ` by ${directors.join(' and ')}`;
  const years = describeYears(yearFrom, yearTo);
  return `${kind}${without}${people}${makers}${years === undefined ? '' : `, ${years}`}`;
}

/** Describes a whole search: its words, and its filters if it has any. */
export function describeSearch(state: SearchState): string {
  if (state.q === '') return describeFilters(state);
  return countFilters(state) === 0 ? `“${state.q}”` : `“${state.q}”, ${describeFilters(state)}`;
}

/**
 * Returns `1970s`, `1994`, `1970 to 1985`, `from 1970` or `until 1985`, or `undefined` if there is no filter by year.
 */
export function describeYears(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `until ${String(to)}`;
  if (to === undefined) return `from ${String(from)}`;
  if (from === to) return String(from);
  return from % 10 === 0 && to === from + 9 ? `${String(from)}s` : `${String(from)} to ${String(to)}`;
}
