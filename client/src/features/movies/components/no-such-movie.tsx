import { MissingPage } from '../../../components/ui/missing-page.tsx';
import { paths } from '../../../config/paths.ts';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import { texts } from '../page-texts.ts';
import { texts as featureTexts } from '../texts.ts';

export function NoSuchMovie({ provider: { name } }: { readonly provider: MovieProvider }) {
  const { documentTitle, title, text } = texts.noSuchMovie;
  const link = { to: paths.movies.to(), label: featureTexts.search(name) };
  return <MissingPage documentTitle={documentTitle} title={title(name)} text={text} link={link} />;
}
