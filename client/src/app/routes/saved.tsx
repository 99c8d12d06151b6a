import { useState } from 'react';
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

/**
 * The page of the films that the user saved in this browser. A film that is removed here stays until the user leaves the
 * page, so that the button that removed it can bring it back.
 */
export function Component() {
  const films = useStoredList(savedFilms);
  const [opened] = useState(films);
  const shown = [...films.filter(({ id }) => !opened.some((film) => film.id === id)), ...opened];
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
      {shown.length > 0 ? (
        <SavedFilms films={films} shown={shown} />
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
