import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useNavigate, useParams, type Location } from 'react-router';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { lazyPart } from '../../components/ui/lazy-part.tsx';
import { ShareButton } from '../../components/ui/share-button.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import { paths } from '../../config/paths.ts';
import { filmQuery } from '../../features/films/api/get-film.ts';
import { FilmDetails } from '../../features/films/components/film-details.tsx';
import { FilmSkeleton } from '../../features/films/components/film-skeleton.tsx';
import { NoSuchFilm } from '../../features/films/components/no-such-film.tsx';
import { keepable, viewedFilms } from '../../features/films/kept-films.ts';
import { SaveButton } from '../../features/films/components/save-button.tsx';
import { SimilarStrip } from '../../features/films/components/similar-strip.tsx';
import { texts } from '../../features/films/texts.ts';
import { movieOfFilmQuery } from '../../features/movies/api/movies.ts';
import { ProviderPanel } from '../../features/movies/components/provider-panel.tsx';
import { posterImageOf } from '../../features/movies/poster-image.ts';
import type { FilmSummary } from '../../lib/api-types.gen.ts';
import { queryClient } from '../../lib/query-client.ts';
import { useSession } from '../../lib/session/use-session.ts';
import { texts as sharedTexts } from '../../lib/texts.ts';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const FilmActions = lazyPart(
  async () => (await import('../../features/manage/components/film-actions.tsx')).FilmActions,
);

/**
 * The page of a film. It shows the film's data in the catalogue, its data at the external provider, and similar films.
 */
export function Component() {
  const { id = '' } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const session = useSession();
  const query = useQuery(filmQuery(id));
  const { data, refetch } = query;
  const error = useSteadyError(query, id);
  const film = data?.film ?? summaryIn(location, id);
  // This query requests nothing: it only reads what the panel has received from the provider, so no poster waits for
  // the provider.
  const { data: atProvider } = useQuery({ ...movieOfFilmQuery(id), enabled: false });
  const title = film && sharedTexts.titleAndYear(film.title.slice(0, 100), film.year);
  useDocumentTitle(data === null ? texts.noSuchFilm.documentTitle : title);

  useEffect(() => {
    if (data === null) viewedFilms.remove(id);
    else if (film) viewedFilms.add(keepable(film));
  }, [data, film, id]);

  if (data === null) return <NoSuchFilm />;
  if (error) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  if (!film) return <FilmSkeleton />;
  const leave = async () => {
    // The film is forgotten only after its page is gone. Otherwise this page would briefly say that the film does not
    // exist. Going Back to it later shows that at once, without a request.
    await navigate(paths.search.to(), { replace: true, flushSync: true });
    queryClient.setQueryData(filmQuery(id).queryKey, null);
    viewedFilms.remove(id);
  };
  return (
    // With this key, React renders a new page for each film, so that a cast that the user unfolded, or the focus, does
    // not carry over to the next film.
    <div className="film-page" key={id}>
      <FilmDetails
        film={film}
        isComplete={data !== undefined}
        otherPoster={atProvider?.value.movie ? posterImageOf(atProvider.value.movie) : undefined}
        actions={
          <>
            <SaveButton film={film} />
            <ShareButton title={film.title} />
            {session && data?.etag !== undefined && (
              <FilmActions film={data.film} etag={data.etag} onDeleted={() => void leave()} />
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
