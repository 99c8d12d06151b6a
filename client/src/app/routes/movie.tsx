import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Icon } from '../../components/ui/icon.tsx';
import { ShareButton } from '../../components/ui/share-button.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import { paths } from '../../config/paths.ts';
import { movieQuery } from '../../features/movies/api/movies.ts';
import { MovieDetails } from '../../features/movies/components/movie-details.tsx';
import { NoSuchMovie } from '../../features/movies/components/no-such-movie.tsx';
import { yearOf } from '../../features/movies/movie-facts.ts';
import { texts } from '../../features/movies/page-texts.ts';
import { useSession } from '../../lib/session/use-session.ts';
import { texts as sharedTexts } from '../../lib/texts.ts';
import { useMovieProvider } from '../../lib/use-movie-provider.ts';
import { Component as MoviesPage } from './movies.tsx';

/** The page of a movie of the external provider. Users who are signed in can add the movie to the catalogue. */
export function Component() {
  const { id = '' } = useParams();
  const provider = useMovieProvider();
  const session = useSession();
  const query = useQuery({ ...movieQuery(id), enabled: provider !== undefined });
  const { data, refetch } = query;
  const error = useSteadyError(query, id);
  const year = data ? yearOf(data.value) : undefined;
  const title = data?.value.title.slice(0, 100);
  const documentTitle = title === undefined || year === undefined ? title : sharedTexts.titleAndYear(title, year);
  useDocumentTitle(data === null ? texts.noSuchMovie.documentTitle : documentTitle);

  // Without a provider, the search page explains why nothing can be shown.
  if (!provider) return <MoviesPage />;
  if (data === null) return <NoSuchMovie provider={provider} />;
  if (error) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  if (!data) return <span className="skeleton" style={{ height: 420 }} aria-busy />;
  return (
    <MovieDetails
      key={id}
      provider={provider}
      answer={data}
      actions={
        <>
          <ShareButton title={data.value.title} />
          {session && (
            <ButtonLink look="filled" to={paths.addFilm.to(data.value.id)} icon={<Icon name="add" />}>
              {texts.addToCatalogue}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}
