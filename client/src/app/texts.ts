/** The texts of what surrounds every page, in one place, so that they can be translated. */
export const texts = {
  home: 'Marquee home',
  tabs: 'Main',
  films: 'Films',
  addFilm: 'Add a film',
  filmData: 'Film facts and synopses: Wikipedia, CC BY-SA.',
  /** @param provider such as `TMDB` */
  movieData: (provider: string) => `Other movie data: ${provider}.`,
  api: 'API',
  failed: {
    documentTitle: 'Something went wrong',
    title: 'This page could not be shown',
    text: 'The connection may have dropped, or a newer version of this page may have been released.',
    reload: 'Reload',
  },
} as const;
