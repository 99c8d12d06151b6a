import { MissingPage } from '../../../components/ui/missing-page.tsx';
import { paths } from '../../../config/paths.ts';
import { texts } from '../texts.ts';

export function NoSuchFilm() {
  return <MissingPage {...texts.noSuchFilm} link={{ to: paths.search.to(), label: texts.searchFilms }} />;
}
