import { useNavigate } from 'react-router';
import { paths } from '../../config/paths.ts';
import { FilmEditor } from '../../features/manage/components/film-editor.tsx';
import { SignInFirst } from '../../features/manage/components/sign-in-first.tsx';

export function Component() {
  const navigate = useNavigate();
  return (
    <SignInFirst>
      <FilmEditor
        onDone={({ film }) => void navigate(paths.film.to(film.id), { replace: true })}
        onCancel={() => void navigate(-1)}
      />
    </SignInFirst>
  );
}
