import { formatCount } from '../../lib/format-count.ts';

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
    /** Whether films must have all chosen genres or any of them. */
    matchAll: 'All of these',
    matchAny: 'Any of these',
    match: 'Films must have',
    exclude: (name: string) => `Exclude ${name}`,
    or: (name: string) => `or ${name}`,
    not: (name: string) => `not ${name}`,
  },
  results: {
    /** The heading, before and after the words. */
    titleFor: ['Films for “', '”'],
    sortBy: 'Sort by',
    sorts: { relevance: 'Best match', '-year': 'Newest first', year: 'Oldest first', title: 'Title A to Z' },
    count: (total: number) => (total === 0 ? 'No films' : total === 1 ? '1 film' : `${formatCount(total)} films`),
    found: (count: string) => `${count} found`,
    took: (count: string, seconds: string) => `${count} in ${seconds} s`,
    corrected: 'Showing results for',
    searchFor: 'Search for',
    instead: 'instead',
    announcedCorrection: (found: string, meant: string) => `${found}. Showing results for ${meant}`,
    closest:
      'No film has all these words, or newly imported films are not searchable yet. Showing the closest matches.',
    searchingFor: (search: string) => `Searching for ${search} …`,
  },
  none: {
    title: 'No films found',
    byFilters: 'No film matches all of these filters. Remove one of them above, or all.',
    byWords: 'Nothing in the catalogue is close to that. Try fewer words, an actor or a year.',
    clearFilters: 'Clear filters',
    clearSearch: 'Clear search',
    searchProvider: (name: string) => `Search ${name} instead`,
    nearest: 'Nearest titles',
    withoutFilters: 'Without the filters',
  },
  box: {
    label: 'Search films',
    placeholder: 'Title, person, genre or year',
    suggestions: 'Suggestions',
    genre: (films: string) => `Genre, ${films}`,
    director: (films: string) => `Director, ${films}`,
  },
} as const;
