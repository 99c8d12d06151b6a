import { focusHeading } from './focus-heading.ts';
import { texts } from '../texts.ts';
import './skip-link.css';

/**
 * The first stop of the Tab key. It leads past the header, and past the filters of a search, to the heading of the
 * page. It moves only the focus, because a new address would add a history entry.
 */
export function SkipLink() {
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        focusHeading();
      }}
    >
      {texts.skip}
    </a>
  );
}
