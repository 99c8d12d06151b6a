import { useEffect } from 'react';

/** @param title of this page; `undefined` while it is not known, and on the page that the product opens with */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Marquee: film search' : `${title} · Marquee`;
  }, [title]);
}
