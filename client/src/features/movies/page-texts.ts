import { formatCount } from '../../lib/format-count.ts';

const results = (count: number) => (count === 1 ? '1 result' : `${formatCount(count)} results`);

/** The texts of the provider's own pages and results, in one place, so that they can be translated. */
export const texts = {
  searchTitle: (query: string, name: string) => `${query} · ${name}`,
  invitation: (name: string) => `Search all of ${name} as you type.`,
  resultsFor: '“{words}” on {provider}',
  results: (name: string) => `Results from ${name}`,
  count: results,
  all: (count: number, name: string) => (count === 1 ? `See it on ${name}` : `All ${results(count)} from ${name}`),
  foundOn: (count: number, name: string) => `${results(count)} from ${name}`,
  found: (count: number) => `${results(count)} found`,
  searching: 'Searching',
  none: (name: string) => `No such movie on ${name}`,
  fewerWords: 'Try fewer words.',
  year: 'Year',
  allYears: 'Search all years',
  emptyPage: (page: number) => `There is nothing on page ${formatCount(page)}`,
  pagesEndBefore: 'The results end before this page.',
  toFirstPage: 'Go to the first page',
  toLastPage: 'Go to the last page',
  silentSaved: (name: string) => `Showing saved results: ${name} isn't responding right now.`,
  silentForNow: (name: string) => `${name} isn't responding right now. Saved results are still shown.`,
  stars: (rating: number) => `★ ${rating.toFixed(1)}`,
  cast: 'Cast',
  addToCatalogue: 'Add to the catalogue',
  noSuchMovie: {
    documentTitle: 'No such movie',
    title: (name: string) => `There is no such movie on ${name}`,
    text: 'The link may be incomplete.',
  },
  /** For those who run this installation. */
  notSetUp: {
    title: (name: string) => `${name} is not set up`,
    why: (name: string) =>
      `This server has no ${name} key. Visitors see nothing of ${name}, and the catalogue works without it.`,
    /** With the names of two files. In AWS, a key is set in another way than on one machine. */
    remedy: '“Search live movies” in {readme} says how to set a key. For a server in AWS, {operations} does.',
    readme: 'README.md',
    operations: 'docs/operations.md',
  },
} as const;
