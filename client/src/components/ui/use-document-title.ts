import { useEffect } from 'react';
import { texts } from '../texts.ts';

/** @param title of this page; `undefined` while it is unknown, and on the start page */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? texts.startTitle : texts.documentTitle(title);
    removeOtherAddress();
  }, [title]);
}

/**
 * The server writes the canonical address of the first page into the document. Browsers share that address instead of the
 * one in the address bar, so it must not stay when the visitor goes on to another page.
 */
function removeOtherAddress(): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="canonical"]');
  if (link && new URL(link.href).pathname !== location.pathname) link.remove();
}
