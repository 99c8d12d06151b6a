import { focusHeading } from './focus-heading.ts';
import { FocusLink } from './focus-link.tsx';
import './skip-link.css';

/**
 * Shown while it has the focus: leads past what follows it to the heading of the page. The first stop of the Tab key on
 * every page is such a link.
 */
export function SkipLink({ children }: { readonly children: string }) {
  return (
    <FocusLink className="skip-link" to="main" move={focusHeading}>
      {children}
    </FocusLink>
  );
}
