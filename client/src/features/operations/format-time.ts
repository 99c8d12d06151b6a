const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DATE_AND_TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** @param time such as `2026-01-01T12:00:00Z`, or in milliseconds @returns such as `13:00`, by the user's clock */
export function formatTime(time: string | number): string {
  return TIME.format(new Date(time));
}

/** @param iso such as `2026-01-01T12:00:00Z` */
export function formatDateAndTime(iso: string): string {
  return DATE_AND_TIME.format(new Date(iso));
}
