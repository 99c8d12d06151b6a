import { useEffect } from 'react';

/** @param title of this page; `undefined` while it is unknown, and on the start page */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Marquee: film search' : `${title} · Marquee`;
  }, [title]);
}
