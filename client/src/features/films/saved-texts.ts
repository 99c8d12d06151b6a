/** The texts of saved films, in one place, so that they can be translated. */
export const texts = {
  tab: 'Saved',
  title: 'Saved films',
  why: 'Kept in this browser only, without an account.',
  count: (count: string, isOne: boolean) => `${count} ${isOne ? 'film' : 'films'}`,
  save: 'Save for later',
  saveFilm: (title: string) => `Saved “${title}” for later`,
  removedFilm: (title: string) => `Removed “${title}” from your saved films`,
  remove: 'Remove',
  removeFilm: (title: string) => `Remove ${title}`,
  none: 'No saved films yet',
  how: 'Open a film and choose “Save for later”. Your list stays in this browser.',
  searchFilms: 'Search films',
  exportAs: (format: string) => `Export as ${format}`,
  all: 'All saved films',
  fileName: 'marquee-saved-films',
} as const;
