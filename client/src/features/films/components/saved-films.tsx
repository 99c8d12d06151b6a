import { Button } from '../../../components/ui/button.tsx';
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

type SavedFilmsProps = {
  readonly films: readonly FilmSummary[];
  /** The saved films, and those that were removed on this page. */
  readonly shown: readonly FilmSummary[];
};

/** The saved films, each with a button that removes it from the list or undoes that, and ways to export the list. */
export function SavedFilms({ films, shown }: SavedFilmsProps) {
  return (
    <>
      <div className="saved-films-actions">
        {FORMATS.map((format) => (
          <Button
            key={format}
            look="outlined"
            disabled={films.length === 0}
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
        {shown.map((film, index) => (
          <FilmCard key={film.id} film={film} isFirst={index < FIRST_ROW}>
            <RemoveButton film={film} isSaved={films.some(({ id }) => id === film.id)} />
          </FilmCard>
        ))}
      </PosterGrid>
    </>
  );
}

function RemoveButton({ film, isSaved }: { readonly film: FilmSummary; readonly isSaved: boolean }) {
  return (
    <Button
      size="small"
      aria-label={isSaved ? texts.removeFilm(film.title) : texts.keepFilm(film.title)}
      onClick={() => {
        if (isSaved) savedFilms.remove(film.id);
        else savedFilms.add(film);
        showMessage(isSaved ? texts.removedFilm(film.title) : texts.saveFilm(film.title));
      }}
    >
      {isSaved ? texts.remove : texts.undo}
    </Button>
  );
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
