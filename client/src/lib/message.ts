import { useSyncExternalStore } from 'react';

/** Long enough to read one sentence, twice. */
const SHOWN_MS = 8_000;

const listeners = new Set<() => void>();
let current = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Shows for some seconds that something was done, such as `Saved “Heat”`. The message stays when the user goes to
 * another page.
 */
export function showMessage(text: string): void {
  clearTimeout(timer);
  if (text !== '') timer = setTimeout(hideMessage, SHOWN_MS);
  current = text;
  for (const listener of listeners) listener();
}

export function hideMessage(): void {
  showMessage('');
}

/** The message that is shown now; empty if there is none. */
export function useMessage(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => current,
  );
}
