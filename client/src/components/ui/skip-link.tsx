import { focusHeading } from './focus-heading.ts';
import { FocusLink } from './focus-link.tsx';
import './skip-link.css';

type SkipLinkProps = {
  /** Moves the focus. Default: past what follows the link, to the heading of the page. */
  readonly move?: () => void;
  readonly children: string;
};

/** Shown while it has the focus. The first stop of the Tab key on every page is such a link. */
export function SkipLink({ move = focusHeading, children }: SkipLinkProps) {
  return (
    <FocusLink className="skip-link" to="main" move={move}>
      {children}
    </FocusLink>
  );
}
