/** The texts of what surrounds every page, in one place, so that they can be translated. */
export const texts = {
  skip: 'Skip to content',
  home: 'Marquee home',
  tabs: 'Main',
  films: 'Films',
  addFilm: 'Add a film',
  filmData: 'Film facts and synopses: Wikipedia, CC BY-SA.',
  /** @param provider such as `TMDB` */
  movieData: (provider: string) => `Other movie data: ${provider}.`,
  api: 'API',
  status: 'Status',
  keys: {
    title: 'Keys',
    list: [
      { keys: '/, Ctrl+K or Cmd+K', does: 'Go to the search box' },
      { keys: 'Down arrow', does: 'In the search box: go through the suggestions, and then to the first film' },
      { keys: 'Alt+Down arrow', does: 'In a box with suggestions: show them again' },
      { keys: 'Escape', does: 'Close what is open, or go back from the search box' },
      { keys: 'Shift+arrow', does: 'On a year: go ten years further' },
      { keys: '?', does: 'Show this list' },
    ],
  },
  failed: {
    documentTitle: 'Something went wrong',
    title: 'This page could not be shown',
    text: 'The connection may have dropped, or a newer version of this page may have been released.',
    reload: 'Reload',
  },
} as const;
