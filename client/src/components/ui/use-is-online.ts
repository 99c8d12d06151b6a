import { useSyncExternalStore } from 'react';

/**
 * Whether the device says that it has a connection. The library for requests only knows when this changes, and not how it
 * was when the page was opened.
 */
export function useIsOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}
