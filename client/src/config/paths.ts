/** The only place that knows the page's own URLs. */
export const paths = {
  search: { pattern: '/', to: (query = '') => (query === '' ? '/' : `/?${query}`) },
  film: { pattern: '/films/:id', to: (id: string) => `/films/${encodeURIComponent(id)}` },
  /** Half of a surrogate pair cannot be percent-encoded, so it is replaced. */
  person: { pattern: '/people/:name', to: (name: string) => `/people/${encodeURIComponent(name.toWellFormed())}` },
  saved: { pattern: '/saved', to: () => '/saved' },
  movies: { pattern: '/movies', to: (query = '') => (query === '' ? '/movies' : `/movies?${query}`) },
  movie: { pattern: '/movies/:id', to: (id: number) => `/movies/${String(id)}` },
  /** @param movie of the provider, whose data fills the form */
  addFilm: { pattern: '/add', to: (movie?: number) => (movie === undefined ? '/add' : `/add?movie=${String(movie)}`) },
  editFilm: { pattern: '/films/:id/edit', to: (id: string) => `/films/${encodeURIComponent(id)}/edit` },
  /** For operators. */
  status: { pattern: '/status', to: () => '/status' },
  /** Where the issuer redirects after sign-in. */
  signedIn: { pattern: '/signed-in', to: () => '/signed-in' },
} as const;
