import { Button } from '../../../components/ui/button.tsx';
import { focusHeading } from '../../../components/ui/focus-heading.ts';
import { PosterGrid } from '../../../components/ui/poster-grid.tsx';
import { addressOf } from '../../../config/base.ts';
import { paths } from '../../../config/paths.ts';
import type { FilmSummary } from '../../../lib/api-types.gen.ts';
import { showMessage } from '../../../lib/message.ts';
import { exportFilms, type ExportFormat } from '../export-films.ts';
import { savedFilms } from '../kept-films.ts';
import { texts } from '../saved-texts.ts';
import { FilmCard } from './film-card.tsx';
import './saved-films.css';

const FORMATS: readonly ExportFormat[] = ['CSV', 'JSON'];
const FIRST_ROW = 6;

/** The saved films, each with a button that removes it from the list, and ways to export the list. */
export function SavedFilms({ films }: { readonly films: readonly FilmSummary[] }) {
  return (
    <>
      <div className="saved-films-actions">
        {FORMATS.map((format) => (
          <Button
            key={format}
            look="outlined"
            onClick={() => {
              download(films, format);
              showMessage(texts.exported(films.length, format));
            }}
          >
            {texts.exportAs(format)}
          </Button>
        ))}
      </div>
      <PosterGrid isLate={false} aria-label={texts.title}>
        {films.map((film, index) => (
          <FilmCard key={film.id} film={film} isFirst={index < FIRST_ROW}>
            <Button
              size="small"
              aria-label={texts.removeFilm(film.title)}
              onClick={({ currentTarget }) => {
                moveFocus(currentTarget);
                savedFilms.remove(film.id);
                showMessage(texts.removedFilm(film.title));
              }}
            >
              {texts.remove}
            </Button>
          </FilmCard>
        ))}
      </PosterGrid>
    </>
  );
}

/**
 * The card of the button is about to disappear. Moves the focus to the same button of a neighbouring card, or to the
 * heading if there is none.
 */
function moveFocus(button: HTMLElement): void {
  const card = button.closest('li');
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling;
  const next = neighbour?.querySelector<HTMLElement>('button');
  if (next) next.focus();
  else focusHeading();
}

function download(films: readonly FilmSummary[], format: ExportFormat): void {
  const { content, type } = exportFilms(films, format, (id) => location.origin + addressOf(paths.film.to(id)));
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${texts.fileName}.${format.toLowerCase()}`;
  link.click();
  URL.revokeObjectURL(url);
}
