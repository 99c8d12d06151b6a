import { useEffect, useEffectEvent } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { focusHeading } from './focus-heading.ts';

/**
 * If the element that had the focus left the page, for example a link to a search, focuses the heading. Otherwise a
 * screen reader would begin again at the top of the page. If the browser itself opened the page, leaves the focus to
 * the browser.
 *
 * @param name of what the page shows; it is checked again when the name changes
 */
export function useFocusNotLost(name: string): void {
  const { key } = useLocation();
  const isFirst = useNavigationType() === NavigationType.Pop && key === 'default';
  const check = useEffectEvent(() => {
    if (!isFirst && document.activeElement === document.body) focusHeading({ preventScroll: true });
  });
  useEffect(() => {
    check();
  }, [name]);
}
