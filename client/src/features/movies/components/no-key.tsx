import { Notice } from '../../../components/ui/notice.tsx';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import { texts } from '../texts.ts';

/** Shown if the server has no key for the provider. Says what the people who run the server can do. */
export function NoKey({ provider: { name } }: { readonly provider: MovieProvider }) {
  const { title, why, remedy, files } = texts.setUp;
  return (
    <Notice title={title(name)} heading="h1">
      <p>{why(name)}</p>
      <p>
        {remedy[0]}
        <code>{files[0]}</code>
        {remedy[1]}
        <code>{files[1]}</code>
        {remedy[2]}
      </p>
    </Notice>
  );
}
