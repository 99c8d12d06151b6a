import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useLocation, useNavigate, useParams, type Location } from 'react-router';
import { ButtonLink } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Notice } from '../../components/ui/notice.tsx';
import { ShareButton } from '../../components/ui/share-button.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { filmQuery } from '../../features/films/api/get-film.ts';
import { FilmDetails } from '../../features/films/components/film-details.tsx';
import { FilmSkeleton } from '../../features/films/components/film-skeleton.tsx';
import { SimilarStrip } from '../../features/films/components/similar-strip.tsx';
import { movieOfFilmQuery } from '../../features/movies/api/movies.ts';
import { ProviderPanel } from '../../features/movies/components/provider-panel.tsx';
import { imageOf } from '../../features/movies/movie-image.ts';
import { isApiError } from '../../lib/api-error.ts';
import type { FilmSummary } from '../../lib/api-types.gen.ts';
import { useSession } from '../../lib/session/use-session.ts';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const FilmActions = lazy(async () => ({
  default: (await import('../../features/manage/components/film-actions.tsx')).FilmActions,
}));

/**
 * The page of a film. It shows the film's data in the catalogue, its data at the external provider, and similar films.
 */
export function Component() {
  const { id = '' } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const session = useSession();
  const { data, error, refetch } = useQuery(filmQuery(id));
  const film = data?.film ?? summaryIn(location, id);
  // The panel asks the provider. The poster only takes what the panel has received, so the page never waits for it.
  const { data: atProvider } = useQuery({ ...movieOfFilmQuery(id), enabled: false });
  useDocumentTitle(film ? `${film.title.slice(0, 100)} (${String(film.year)})` : undefined);

  if (error && !data) {
    return isApiError(error) && error.status === 404 ? (
      <NoSuchFilm />
    ) : (
      <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />
    );
  }
  if (!film) return <FilmSkeleton />;
  const leave = () => {
    void navigate(paths.search.to(), { replace: true });
  };
  return (
    // With this key, React renders a new page for each film, so that nothing of the last film stays unfolded or
    // focused.
    <div className="film-page" key={id}>
      <FilmDetails
        film={film}
        isComplete={data !== undefined}
        otherPoster={atProvider?.value.movie ? imageOf(atProvider.value.movie) : undefined}
        actions={
          <>
            <ShareButton title={film.title} />
            {session && data?.etag !== undefined && (
              <Suspense>
                <FilmActions film={data.film} etag={data.etag} onDeleted={leave} />
              </Suspense>
            )}
          </>
        }
      >
        <ProviderPanel filmId={id} />
      </FilmDetails>
      <SimilarStrip id={id} />
    </div>
  );
}

/** Returns the summary on the card that was clicked. The page shows this summary until the film has loaded. */
function summaryIn(location: Location, id: string): FilmSummary | undefined {
  const state = location.state as { readonly film?: FilmSummary } | null;
  return state?.film?.id === id ? state.film : undefined;
}

function NoSuchFilm() {
  useDocumentTitle('No such film');
  return (
    <Notice
      heading="h1"
      title="This film is not in the catalogue"
      actions={
        <ButtonLink look="filled" to={paths.search.to()}>
          Search films
        </ButtonLink>
      }
    >
      It may have been deleted, or the link may be incomplete.
    </Notice>
  );
}
