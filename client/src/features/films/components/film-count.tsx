import { VisuallyHidden } from '../../../components/ui/visually-hidden.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import { texts } from '../texts.ts';

/** How many films a link leads to. The word "films" is for screen readers only. Other users see a bare number. */
export function FilmCount({ count }: { readonly count: number }) {
  return (
    <small>
      <span aria-hidden>{formatCount(count)}</span>
      <VisuallyHidden>{texts.films(count)}</VisuallyHidden>
    </small>
  );
}
