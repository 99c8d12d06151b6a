import { Button } from '../../../components/ui/button.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import type { Film, FilmSummary } from '../../../lib/api-types.gen.ts';
import { showMessage } from '../../../lib/message.ts';
import { useStoredList } from '../../../lib/stored-list.ts';
import { keepable, MAX_SAVED, savedFilms } from '../kept-films.ts';
import { texts } from '../saved-texts.ts';

/** Adds the film to the saved films, or removes it from them. */
export function SaveButton({ film }: { readonly film: Film | FilmSummary }) {
  const isSaved = useStoredList(savedFilms).some(({ id }) => id === film.id);
  return (
    <Button
      look="outlined"
      icon={<Icon name={isSaved ? 'saved' : 'save'} />}
      aria-pressed={isSaved}
      onClick={() => {
        if (isSaved) {
          savedFilms.remove(film.id);
          showMessage(texts.removedFilm(film.title));
        } else if (savedFilms.all().length >= MAX_SAVED) {
          showMessage(texts.full(MAX_SAVED));
        } else {
          savedFilms.add(keepable(film));
          showMessage(texts.saveFilm(film.title));
        }
      }}
    >
      {texts.save}
    </Button>
  );
}
