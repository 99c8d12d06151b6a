/** The texts of this feature, in one place, so that they can be translated. */
export const texts = {
  filters: {
    title: 'Filters',
    removeAll: 'Remove all',
    remove: (label: string) => `Remove filter ${label}`,
    genres: 'Genres',
    cast: 'People',
    directors: 'Directors',
    years: 'Years',
    firstYear: 'First year',
    lastYear: 'Last year',
    /** @param what such as `genres` */
    showMore: (count: number, what: string) => `Show ${String(count)} more ${what}`,
    showFewer: (what: string) => `Show fewer ${what}`,
  },
} as const;
