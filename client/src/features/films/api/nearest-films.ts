import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../../lib/api-client.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
import { apiQueryOf, countFilters, EMPTY_SEARCH, type SearchState } from '../search-state.ts';

const SHOWN = 6;
const MAX_REQUESTS = 2;
/** One letter would match too much. */
const MIN_LETTERS = 2;

/** The films, and the text that found them. */
type NearestFilms = { readonly q: string; readonly items: readonly FilmSummary[] };

/**
 * Films for a search that finds none. If the search has filters, or allows no typos, these are the films that the same
 * words find without filters and with typos. Otherwise, or if there are none, they are films with a word that begins
 * like the typed text. There may be none of these either.
 */
export function nearestFilmsQuery(state: SearchState) {
  return queryOptions({
    queryKey: ['films', 'nearest', state] as const,
    queryFn: async ({ signal }): Promise<NearestFilms> => {
      for (const q of nearbyTexts(state)) {
        const query = { ...apiQueryOf({ ...EMPTY_SEARCH, q }), limit: SHOWN };
        const { items } = await getJson<SearchResult>('/v1/films', { items: 'array' }, { query, signal });
        if (items.length > 0) return { q, items };
      }
      return { q: '', items: [] };
    },
  });
}

/**
 * The texts to search for, in this order. The first is the whole text, if the filters or a typo may be why nothing was
 * found. Then come its first three letters and its first two: `gox`, `go`. Each text is a request, so there are at most
 * two, and none of them twice.
 */
export function nearbyTexts(state: SearchState): readonly string[] {
  const letters = Array.from(state.q);
  const beginnings = [3, 2]
    .filter((length) => length < letters.length)
    .map((length) => letters.slice(0, length).join('').trim())
    .filter((text) => Array.from(text).length >= MIN_LETTERS);
  const whole = countFilters(state) > 0 || state.isLiteral ? [state.q] : [];
  return [...new Set([...whole, ...beginnings])].slice(0, MAX_REQUESTS);
}
