import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { paths } from '../../../config/paths.ts';
import { useMovieProvider } from '../../../lib/use-movie-provider.ts';
import { countFilters, EMPTY_SEARCH } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';

/** Shown when nothing was found, with ways to continue. */
export function NoResults({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const provider = useMovieProvider();
  const hasFilters = countFilters(state) > 0;
  return (
    <Notice
      title="No films found"
      actions={
        <>
          {hasFilters && (
            <Button
              look="filled"
              onClick={() => {
                apply({ ...EMPTY_SEARCH, q: state.q, sort: state.sort });
              }}
            >
              Clear filters
            </Button>
          )}
          {/* Without filters, the provider's results are on this page already. */}
          {provider && hasFilters && state.q !== '' && (
            <ButtonLink look="outlined" to={paths.movies.to(new URLSearchParams({ query: state.q }).toString())}>
              Search {provider.name} instead
            </ButtonLink>
          )}
          <ButtonLink to={paths.search.to()}>Clear search</ButtonLink>
        </>
      }
    >
      {hasFilters
        ? 'No film matches all of these filters. Remove one of them above, or all.'
        : 'Nothing in the catalogue is close to that. Try fewer words, an actor or a year.'}
    </Notice>
  );
}
