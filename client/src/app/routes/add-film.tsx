import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import { paths } from '../../config/paths.ts';
import { movieQuery } from '../../features/movies/api/movies.ts';
import { NoSuchMovie } from '../../features/movies/components/no-such-movie.tsx';
import { filmOfMovie } from '../../features/movies/film-of-movie.ts';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';
import type { FilmTemplate } from '../../features/manage/film-fields.ts';
import { texts } from '../../features/manage/texts.ts';
import { useMovieProvider } from '../../lib/use-movie-provider.ts';
import { Component as MoviesPage } from './movies.tsx';

/** The form for a new film. `?movie=ID` fills it with what the provider knows about that movie. */
export function Component() {
  useDocumentTitle(texts.form.addTitle);
  const [query] = useSearchParams();
  const movie = query.get('movie');
  return (
    <SignInFirst>
      {/* With this key, React renders a new form for each movie, so that nothing of the last movie stays in it. */}
      {movie === null ? <NewFilm /> : <NewFilmOfMovie key={movie} id={movie} />}
    </SignInFirst>
  );
}

function NewFilmOfMovie({ id }: { readonly id: string }) {
  const provider = useMovieProvider();
  const query = useQuery({ ...movieQuery(id), enabled: provider !== undefined });
  const { data, refetch } = query;
  const error = useSteadyError(query, id);
  // Without a provider, the search page explains why nothing can be shown.
  if (!provider) return <MoviesPage />;
  if (data === null) return <NoSuchMovie provider={provider} />;
  if (error) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  return data ? <NewFilm template={filmOfMovie(data.value)} /> : null;
}

function NewFilm({ template }: { readonly template?: FilmTemplate }) {
  const navigate = useNavigate();
  return (
    <FilmEditor
      {...(template && { template })}
      onDone={({ film }) => void navigate(paths.film.to(film.id), { replace: true })}
      onCancel={() => void navigate(-1)}
    />
  );
}
