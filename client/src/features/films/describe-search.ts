import { countFilters, EMPTY_SEARCH, type SearchState } from './search-state.ts';
import { texts } from './texts.ts';

/**
 * Describes the filters of a search, such as `Crime films with Al Pacino by Francis Ford Coppola, 1970s`. The typed
 * words are left out.
 */
export function describeFilters(state: SearchState): string {
  const { genres, anyGenres, notGenres, cast, directors, yearFrom, yearTo } = state;
  const years = describeYears(yearFrom, yearTo);
  return texts.search.filters(genres, anyGenres, notGenres, cast, directors, years);
}

/** Describes a whole search: its words, and its filters if it has any. */
export function describeSearch(state: SearchState): string {
  if (state.q === '') return describeFilters(state);
  if (countFilters(state) === 0) return texts.search.words(state.q);
  return texts.search.wordsAndFilters(state.q, describeFilters(state));
}

/**
 * What screen readers say about an answer: the number of films, and the filters and the order. Without these, a change
 * that leaves the number as it is would be silent.
 *
 * @param didYouMean the words that were searched for instead of those typed
 */
export function announceResults(state: SearchState, total: number, didYouMean: string | undefined): string {
  const filters = countFilters(state);
  const years = filters === 1 ? describeYears(state.yearFrom, state.yearTo) : undefined;
  const details = [
    ...(filters > 0 ? [years ?? describeFilters(state)] : []),
    ...(state.sort === EMPTY_SEARCH.sort ? [] : [texts.results.sorts[state.sort]]),
  ];
  const found = texts.results.foundWith(total, details);
  return didYouMean === undefined ? found : texts.results.announcedCorrection(found, didYouMean);
}

/**
 * Returns `1970s`, `1994`, `1970 to 1985`, `from 1970` or `until 1985`, or `undefined` if there is no filter by year.
 */
export function describeYears(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : texts.search.until(to);
  if (to === undefined) return texts.search.from(from);
  if (from === to) return String(from);
  return from % 10 === 0 && to === from + 9 ? texts.decade(from) : texts.search.years(from, to);
}
