import { useSyncExternalStore } from 'react';

/** The width from which filters are next to the films. The stylesheets use the same width. */
const wide = matchMedia('(min-width: 900px)');

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      wide.addEventListener('change', onChange);
      return () => {
        wide.removeEventListener('change', onChange);
      };
    },
    () => wide.matches,
  );
}
