import { lazyPart } from '../../components/ui/lazy-part.tsx';
import { useReturnFocus } from '../../components/ui/return-focus.ts';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useFocusNotLost } from '../../components/ui/use-focus-not-lost.ts';
import { Discover } from '../../features/films/components/discover.tsx';
import { SearchResults } from '../../features/films/components/search-results.tsx';
import { describeFilters } from '../../features/films/describe-search.ts';
import { isEmptySearch } from '../../features/films/search-state.ts';
import { useFilmSearch } from '../../features/films/use-film-search.ts';

/** Loaded on demand, because most searches find films in the catalogue. */
const MoviesInPlace = lazyPart(
  async () => (await import('../../features/movies/components/movies-in-place.tsx')).MoviesInPlace,
);

/**
 * The page of the catalogue. It shows ways to begin while there is no search, and results as soon as there is a search.
 */
export function Component() {
  const search = useFilmSearch();
  const isEmpty = isEmptySearch(search.state);
  useDocumentTitle(isEmpty ? undefined : search.state.q || describeFilters(search.state));
  useReturnFocus();
  // Must come after useReturnFocus. After Back, the card then has the focus already, so the heading does not take it.
  useFocusNotLost(isEmpty ? 'start' : 'results');
  if (isEmpty) return <Discover />;
  return <SearchResults search={search} elsewhere={(q) => <MoviesInPlace key={q} query={q} />} />;
}
