import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Returns how many pages of results this history entry of the tab has shown. The number survives a reload. */
export function useRememberedPages(loaded: number): number {
  const { key, search } = useLocation();
  const name = `marquee-pages ${key} ${search}`;
  const remembered = Number(sessionStorage.getItem(name) ?? '1');
  useEffect(() => {
    if (loaded > 1) sessionStorage.setItem(name, String(Math.max(loaded, Number(sessionStorage.getItem(name) ?? '1'))));
  }, [name, loaded]);
  return remembered;
}
