import { ButtonLink } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useDocumentTitle } from '../../../components/ui/use-document-title.ts';
import { paths } from '../../../config/paths.ts';

/** The title of the window. */
export const NO_SUCH_FILM = 'No such film';

export function NoSuchFilm() {
  useDocumentTitle(NO_SUCH_FILM);
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
