import { focusHeading } from './focus-heading.ts';
import './skip-link.css';

/**
 * Shown while it has the focus: leads past what follows it to the heading of the page. The first stop of the Tab key on
 * every page is such a link. It moves only the focus, because a new address would add a history entry.
 */
export function SkipLink({ children }: { readonly children: string }) {
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        focusHeading();
      }}
    >
      {children}
    </a>
  );
}
