import type { Location } from 'react-router';

/**
 * Marks the history entry of a form that was opened from the film's page. After saving, the form goes back to that page.
 * If it opened the page again, the page would be in the history twice.
 */
export const FROM_FILM = { isFromFilm: true } as const;

export function isFromFilm(location: Location): boolean {
  const state: unknown = location.state;
  return typeof state === 'object' && state !== null && 'isFromFilm' in state;
}
