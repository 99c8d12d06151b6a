import { ButtonLink } from '../../components/ui/button.tsx';
import { Notice } from '../../components/ui/notice.tsx';
import { useReturnFocus } from '../../components/ui/return-focus.ts';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useHeadingFocus } from '../../components/ui/use-heading-focus.ts';
import { paths } from '../../config/paths.ts';
import { SavedFilms } from '../../features/films/components/saved-films.tsx';
import { savedFilms } from '../../features/films/kept-films.ts';
import { texts } from '../../features/films/saved-texts.ts';
import { texts as filmTexts } from '../../features/films/texts.ts';
import { useStoredList } from '../../lib/stored-list.ts';

/** The page of the films that the user saved in this browser. */
export function Component() {
  const films = useStoredList(savedFilms);
  const heading = useHeadingFocus('saved');
  useDocumentTitle(texts.title);
  useReturnFocus();
  return (
    <div className="saved-films">
      <header>
        <h1 className="heading-1" ref={heading} tabIndex={-1}>
          {texts.title}
        </h1>
        <p>{texts.summary(films.length)}</p>
      </header>
      {films.length > 0 ? (
        <SavedFilms films={films} />
      ) : (
        <Notice
          title={texts.none}
          actions={
            <ButtonLink look="filled" to={paths.search.to()}>
              {filmTexts.searchFilms}
            </ButtonLink>
          }
        >
          {texts.how}
        </Notice>
      )}
    </div>
  );
}
