import { useSyncExternalStore } from 'react';

/**
 * The key in the browser's storage. The script colour-scheme.js reads it too, to set the colours before the first
 * paint.
 */
const KEY = 'marquee.colour-scheme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

prefersDark.addEventListener('change', () => {
  if (chosen() === null) show(prefersDark.matches ? 'dark' : 'light');
});

/** The colours of the page and a function to change them. A choice is remembered on this device. */
export function useColourScheme() {
  const scheme = useSyncExternalStore(subscribe, () => document.documentElement.dataset['theme']);
  return { isDark: scheme === 'dark', choose };
}

function choose(scheme: 'light' | 'dark'): void {
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // If storage is blocked, the choice lasts until the user leaves the page.
  }
  show(scheme);
}

function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function show(scheme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = scheme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
