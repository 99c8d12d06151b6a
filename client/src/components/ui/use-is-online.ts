import { useSyncExternalStore } from 'react';

/**
 * Whether the device says that it has a connection. TanStack Query only notices when this changes. It does not know
 * whether the device was online when the page was opened.
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
