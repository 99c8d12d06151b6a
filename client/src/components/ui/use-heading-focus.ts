import { createContext, use, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { hasMark, TYPING } from '../../lib/entry-mark.ts';

/** Whether this is the first page since the browser loaded the application. The layout provides the value. */
export const IsOpening = createContext(false);

/**
 * If the page was opened from another page of Marquee, focuses its heading, so that a screen reader continues there. If
 * the browser itself opened the page, leaves the focus to the browser. While the user types, leaves the focus in the
 * search box.
 *
 * @param name the name of what the page shows; when the name changes, the heading gets the focus again
 */
export function useHeadingFocus(name: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpening = use(IsOpening);
  const isTyping = hasMark(useLocation().state, TYPING);
  useEffect(() => {
    if (!isOpening && !isTyping) heading.current?.focus({ preventScroll: true });
  }, [name, isOpening, isTyping]);
  return heading;
}
