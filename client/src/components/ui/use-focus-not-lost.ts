import { use, useEffect, useEffectEvent } from 'react';
import { focusHeading } from './focus-heading.ts';
import { IsOpening } from './use-heading-focus.ts';

/**
 * Focuses the heading if the focused element has disappeared, for example a link to a search. Otherwise a screen reader
 * would begin again at the top of the page. If the browser itself opened the page, leaves the focus to the browser.
 *
 * @param name the name of what the page shows; when the name changes, the focus is checked again
 */
export function useFocusNotLost(name: string): void {
  const isOpening = use(IsOpening);
  const check = useEffectEvent(() => {
    if (!isOpening && document.activeElement === document.body) focusHeading({ preventScroll: true });
  });
  useEffect(() => {
    check();
  }, [name]);
}
