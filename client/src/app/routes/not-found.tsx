import { MissingPage } from '../../components/ui/missing-page.tsx';
import { paths } from '../../config/paths.ts';
import { texts as filmTexts } from '../../features/films/texts.ts';
import { texts } from './texts.ts';

export function Component() {
  return <MissingPage {...texts.notFound} link={{ to: paths.search.to(), label: filmTexts.searchFilms }} />;
}
