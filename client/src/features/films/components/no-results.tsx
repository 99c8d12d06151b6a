import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { paths } from '../../../config/paths.ts';
import { countFilters, EMPTY_SEARCH } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';

/** Nothing found: the ways on from here. */
export function NoResults({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const hasFilters = countFilters(state) > 0;
  return (
    <Notice
      title="No film fits"
      actions={
        <>
          {hasFilters && (
            <Button
              look="filled"
              onClick={() => {
                apply({ ...EMPTY_SEARCH, q: state.q, sort: state.sort });
              }}
            >
              Remove the filters
            </Button>
          )}
          {state.q !== '' && (
            <ButtonLink look="outlined" to={paths.movies.to(new URLSearchParams({ query: state.q }).toString())}>
              Look among live movies
            </ButtonLink>
          )}
          <ButtonLink to={paths.search.to()}>Start again</ButtonLink>
        </>
      }
    >
      {hasFilters
        ? 'Nothing in the catalogue passes all of these filters at once. Take one away above, or all of them.'
        : 'Typos are forgiven, so it is probably not here. Fewer words find more; a name or a year will do.'}
    </Notice>
  );
}
