import { MissingPage } from '../../../components/ui/missing-page.tsx';
import { paths } from '../../../config/paths.ts';
import { texts } from '../texts.ts';

export function NoSuchFilm() {
  const { searchFilms, ...missing } = texts.noSuchFilm;
  return <MissingPage {...missing} link={{ to: paths.search.to(), label: searchFilms }} />;
}
