import { useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/**
 * Focuses the heading of a page that was opened from another page of ours, so that reading continues there. If the
 * browser itself opened the page, the browser chooses a better place.
 *
 * @param name of what the page shows; when it changes, the heading takes the focus again
 */
export function useHeadingFocus(name: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const isFirst = useNavigationType() === NavigationType.Pop && key === 'default';
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
  }, [name, isFirst]);
  return heading;
}
