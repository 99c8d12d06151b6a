import { useQuery } from '@tanstack/react-query';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { PosterGrid } from '../../../components/ui/poster-grid.tsx';
import { useAfter } from '../../../components/ui/use-after.ts';
import { paths } from '../../../config/paths.ts';
import { useMovieProvider } from '../../../lib/use-movie-provider.ts';
import { nearestFilmsQuery } from '../api/nearest-films.ts';
import { countFilters, EMPTY_SEARCH, formatSearch, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { FilmCard } from './film-card.tsx';

/** Words that are still being typed are not worth requests for films that do not have them. */
const PAUSE_MS = 500;

/** Shown when nothing was found, with ways to continue. */
export function NoResults({ search: { state, apply } }: { readonly search: FilmSearch }) {
  const provider = useMovieProvider();
  const hasFilters = countFilters(state) > 0;
  return (
    <>
      <Notice
        title={texts.none.title}
        actions={
          <>
            {hasFilters && (
              <Button
                look="filled"
                onClick={() => {
                  apply(({ q, sort }) => ({ ...EMPTY_SEARCH, q, sort }));
                }}
              >
                {texts.none.clearFilters}
              </Button>
            )}
            {/* Without filters, the provider's results are on this page already. */}
            {provider && hasFilters && state.q !== '' && (
              <ButtonLink look="outlined" to={paths.movies.to(new URLSearchParams({ query: state.q }).toString())}>
                {texts.none.searchProvider(provider.name)}
              </ButtonLink>
            )}
            <ButtonLink to={paths.search.to()}>{texts.none.clearSearch}</ButtonLink>
          </>
        }
      >
        {hasFilters ? texts.none.byFilters : texts.none.byWords}
      </Notice>
      {state.q !== '' && <NearestFilms key={formatSearch(state)} state={state} />}
    </>
  );
}

function NearestFilms({ state }: { readonly state: SearchState }) {
  const isMeant = useAfter(true, PAUSE_MS);
  const { data: nearest } = useQuery({ ...nearestFilmsQuery(state), enabled: isMeant });
  if (!nearest || nearest.items.length === 0) return null;
  const { beginAlike, withoutFilters, withTypos } = texts.none;
  const ofWhole = countFilters(state) > 0 ? withoutFilters : withTypos;
  const title = nearest.q === state.q ? ofWhole : beginAlike;
  return (
    <section className="search-results-nearest">
      <h2 className="heading-2">{title}</h2>
      <PosterGrid isLate={false} aria-label={title}>
        {nearest.items.map((film) => (
          <FilmCard key={film.id} film={film} />
        ))}
      </PosterGrid>
    </section>
  );
}
