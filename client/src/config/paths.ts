/** The only place that knows the page's own URLs. */
export const paths = {
  search: { pattern: '/', to: (query = '') => (query === '' ? '/' : `/?${query}`) },
  film: { pattern: '/films/:id', to: (id: string) => `/films/${encodeURIComponent(id)}` },
  movies: { pattern: '/movies', to: (query = '') => (query === '' ? '/movies' : `/movies?${query}`) },
} as const;
