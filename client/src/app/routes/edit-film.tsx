import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { filmQuery } from '../../features/films/api/get-film.ts';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';
import { queryClient } from '../../lib/query-client.ts';

export function Component() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  // The film is always fetched, because a cached film may be out of date, and saving it would cause a conflict.
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...filmQuery(id), refetchOnMount: 'always' });
  useDocumentTitle(data ? `Edit ${data.film.title.slice(0, 100)}` : 'Edit a film');
  if (error) return <ErrorNotice error={error} heading="h1" onRetry={() => void refetch()} />;
  if (!isFetchedAfterMount || data?.etag === undefined) return null;
  return (
    <SignInFirst>
      <FilmEditor
        key={id}
        film={{ film: data.film, etag: data.etag }}
        onDone={(saved) => {
          queryClient.setQueryData(filmQuery(saved.film.id).queryKey, saved);
          void navigate(paths.film.to(saved.film.id), { replace: true });
        }}
        onCancel={() => void navigate(paths.film.to(id), { replace: true })}
      />
    </SignInFirst>
  );
}
