import { MissingPage } from '../../../components/ui/missing-page.tsx';
import { paths } from '../../../config/paths.ts';

/** The title of the window. */
export const NO_SUCH_FILM = 'No such film';

export function NoSuchFilm() {
  return (
    <MissingPage
      documentTitle={NO_SUCH_FILM}
      title="This film is not in the catalogue"
      text="It may have been deleted, or the link may be incomplete."
      link={{ to: paths.search.to(), label: 'Search films' }}
    />
  );
}
