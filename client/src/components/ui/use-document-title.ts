import { useEffect } from 'react';
import { texts } from '../texts.ts';

/** @param title the title of this page; `undefined` on the start page, and while the title is unknown */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? texts.startTitle : texts.documentTitle(title);
    removeOtherAddress();
  }, [title]);
}

/**
 * Removes the canonical address of another page. The server writes the canonical address of the page that it sends into
 * the document. When the visitor has gone on to another page and shares it, browsers would share that address instead
 * of the one in the address bar.
 */
function removeOtherAddress(): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="canonical"]');
  if (link && new URL(link.href).pathname !== location.pathname) link.remove();
}
