import { useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/**
 * For the heading of a page that was opened from another: there reading goes on. Where the browser itself opened the
 * page it knows better.
 *
 * @param name of what the page shows; the next takes the focus again
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
