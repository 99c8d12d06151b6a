import { use, useEffect, useEffectEvent } from 'react';
import { focusHeading } from './focus-heading.ts';
import { IsOpening } from './use-heading-focus.ts';

/**
 * If the element that had the focus left the page, for example a link to a search, focuses the heading. Otherwise a
 * screen reader would begin again at the top of the page. If the browser itself opened the page, leaves the focus to
 * the browser.
 *
 * @param name of what the page shows; it is checked again when the name changes
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
