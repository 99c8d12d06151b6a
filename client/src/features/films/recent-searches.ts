import { StoredList } from '../../lib/stored-list.ts';
import { formatSearch, type SearchState } from './search-state.ts';

/** The searches that were used last. Each is the query string of its page. */
export const recentSearches = new StoredList<string>(
  'searches',
  8,
  (query) => query,
  (value) => typeof value === 'string' && value !== '',
);

/** A search counts as used if one of its films was opened, or if it stayed on the screen for three seconds. */
export function rememberSearch(state: SearchState): void {
  const { q, ...filters } = state;
  const words = q.toLowerCase();
  // A search for the beginning of these words was probably a pause while typing them, and is not worth keeping.
  for (const query of recentSearches.all()) {
    const earlier = new URLSearchParams(query);
    const before = (earlier.get('q') ?? '').toLowerCase();
    earlier.delete('q');
    const hasSameFilters = earlier.toString() === formatSearch({ ...filters, q: '' });
    if (before !== '' && words.startsWith(before) && hasSameFilters) recentSearches.remove(query);
  }
  recentSearches.add(formatSearch(state));
}
