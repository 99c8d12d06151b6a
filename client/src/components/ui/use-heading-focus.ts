import { useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/**
 * If the page was opened from another page of Marquee, focuses its heading, so that a screen reader continues there. If
 * the browser itself opened the page, leaves the focus to the browser.
 *
 * @param name the name of what the page shows; when the name changes, the heading gets the focus again
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
