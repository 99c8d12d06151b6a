import { StoredList } from '../../lib/stored-list.ts';
import { formatSearch, type SearchState } from './search-state.ts';

/** The searches that were used last, each as the query string of its page. */
export const recentSearches = new StoredList<string>(
  'searches',
  8,
  (query) => query,
  (value) => typeof value === 'string' && value !== '',
);

/** A search counts as used if one of its films was opened, or if it stayed on the screen for a moment. */
export function rememberSearch(state: SearchState): void {
  const { q, ...filters } = state;
  const words = q.toLowerCase();
  // What was typed on the way to these words is not worth keeping.
  for (const query of recentSearches.all()) {
    const earlier = new URLSearchParams(query);
    const before = (earlier.get('q') ?? '').toLowerCase();
    earlier.delete('q');
    const hasSameFilters = earlier.toString() === formatSearch({ ...filters, q: '' });
    if (before !== '' && words.startsWith(before) && hasSameFilters) recentSearches.remove(query);
  }
  recentSearches.add(formatSearch(state));
}
