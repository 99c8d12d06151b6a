import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import { paths } from '../../config/paths.ts';
import { filmQuery } from '../../features/films/api/get-film.ts';
import { NoSuchFilm } from '../../features/films/components/no-such-film.tsx';
import type { EditedFilm } from '../../features/manage/api/write-films.ts';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';
import { isFromFilm } from '../../features/manage/from-film.ts';
import { texts } from '../../features/manage/texts.ts';
import { queryClient } from '../../lib/query-client.ts';

export function Component() {
  const { id = '' } = useParams();
  // With this key, React renders a new form for each film, so that nothing of the last film stays in it.
  return <EditFilm key={id} id={id} />;
}

function EditFilm({ id }: { readonly id: string }) {
  const location = useLocation();
  const navigate = useNavigate();
  // The film is always fetched, because a cached film may be out of date, and saving it would cause a conflict.
  const { data, error, refetch, isFetchedAfterMount, fetchStatus } = useQuery({
    ...filmQuery(id),
    refetchOnMount: 'always',
  });
  // The film is also fetched again later. If that fails, the form stays, because the user may have typed into it.
  const [opened, setOpened] = useState<EditedFilm>();
  const isFetched = isFetchedAfterMount && !error;
  if (!opened && isFetched && data?.etag !== undefined) setOpened({ film: data.film, etag: data.etag });
  const steadyError = useSteadyError({ data: opened, error, isPlaceholderData: false, fetchStatus }, id);
  useDocumentTitle(opened ? texts.form.editTitle(opened.film.title.slice(0, 100)) : texts.form.editSomeTitle);
  if (!opened) {
    if (isFetched && data !== undefined && data?.etag === undefined) return <NoSuchFilm />;
    return steadyError ? <ErrorNotice error={steadyError} heading="h1" onRetry={() => void refetch()} /> : null;
  }
  const leave = () => {
    void (isFromFilm(location) ? navigate(-1) : navigate(paths.film.to(id), { replace: true }));
  };
  return (
    <SignInFirst>
      <FilmEditor
        film={opened}
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
