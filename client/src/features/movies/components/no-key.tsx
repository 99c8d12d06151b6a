import { Notice } from '../../../components/ui/notice.tsx';
import { Sentence } from '../../../components/ui/sentence.tsx';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import { texts } from '../page-texts.ts';

/** Shown if the server has no key for the provider. Says how the people who run the server can set one. */
export function NoKey({ provider: { name } }: { readonly provider: MovieProvider }) {
  const { title, why, remedy, readme, operations } = texts.notSetUp;
  return (
    <Notice title={title(name)} heading="h1">
      <p>{why(name)}</p>
      <p>
        <Sentence text={remedy} parts={{ readme: <code>{readme}</code>, operations: <code>{operations}</code> }} />
      </p>
    </Notice>
  );
}
