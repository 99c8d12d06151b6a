import { useSyncExternalStore } from 'react';

/** Where filters stand beside films; the stylesheets have the same bound. */
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
