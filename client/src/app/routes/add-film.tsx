import { useNavigate } from 'react-router';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';

export function Component() {
  const navigate = useNavigate();
  useDocumentTitle('Add a film');
  return (
    <SignInFirst>
      <FilmEditor
        onDone={({ film }) => void navigate(paths.film.to(film.id), { replace: true })}
        onCancel={() => void navigate(-1)}
      />
    </SignInFirst>
  );
}
