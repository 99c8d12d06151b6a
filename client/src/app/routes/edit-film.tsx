import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from 'react-router';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { filmQuery } from '../../features/films/api/get-film.ts';
import { NoSuchFilm } from '../../features/films/components/no-such-film.tsx';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';
import { isFromFilm } from '../../features/manage/from-film.ts';
import { texts } from '../../features/manage/texts.ts';
import { queryClient } from '../../lib/query-client.ts';

export function Component() {
  const { id = '' } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  // The film is always fetched, because a cached film may be out of date, and saving it would cause a conflict.
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...filmQuery(id), refetchOnMount: 'always' });
  useDocumentTitle(data ? texts.form.editTitle(data.film.title.slice(0, 100)) : texts.form.editSomeTitle);
  if (error) return <ErrorNotice error={error} heading="h1" onRetry={() => void refetch()} />;
  if (!isFetchedAfterMount) return null;
  if (data?.etag === undefined) return <NoSuchFilm />;
  const leave = () => {
    void (isFromFilm(location) ? navigate(-1) : navigate(paths.film.to(id), { replace: true }));
  };
  return (
    <SignInFirst>
      <FilmEditor
        key={id}
        film={{ film: data.film, etag: data.etag }}
        onDone={(saved) => {
          queryClient.setQueryData(filmQuery(id).queryKey, saved);
          if (saved.film.id === id) leave();
          else void navigate(paths.film.to(saved.film.id), { replace: true });
        }}
        onCancel={leave}
      />
    </SignInFirst>
  );
}
