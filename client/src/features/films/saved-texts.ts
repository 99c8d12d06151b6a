import { texts as filmTexts } from './texts.ts';

/** The texts of saved films, in one place, so that they can be translated. */
export const texts = {
  tab: 'Saved',
  title: 'Saved films',
  summary: (count: number): string => (count === 0 ? texts.why : `${filmTexts.films(count)}. ${texts.why}`),
  why: 'Kept in this browser only, without an account.',
  save: 'Save for later',
  saveFilm: (title: string) => `Saved “${title}” for later`,
  removedFilm: (title: string) => `Removed “${title}” from your saved films`,
  full: (most: number) => `You can save up to ${String(most)} films. Remove one first.`,
  remove: 'Remove',
  removeFilm: (title: string) => `Remove ${title}`,
  undo: 'Undo',
  keepFilm: (title: string) => `Undo: keep ${title}`,
  none: 'No saved films yet',
  how: 'Open a film and choose “Save for later”. Your list stays in this browser.',
  exportAs: (format: string) => `Export as ${format}`,
  exported: (count: number, format: string) => `Exported ${filmTexts.films(count)} as ${format}`,
  all: 'All saved films',
  fileName: 'marquee-saved-films',
} as const;
