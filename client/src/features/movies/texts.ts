/** The texts of this feature, in one place, so that they can be translated. `name` is the name of the provider. */
export const texts = {
  search: (name: string) => `Search ${name}`,
  searchPlaceholder: (name: string) => `Search ${name} for a movie`,
  invitation: (name: string) => `Search all of ${name} as you type.`,
  /** The heading of the results, before and after the words. */
  resultsFor: (name: string) => ['“', `” on ${name}`] as const,
  results: (name: string) => `Results from ${name}`,
  count: (count: string, isOne: boolean) => `${count} ${isOne ? 'result' : 'results'}`,
  all: (count: string, isOne: boolean, name: string) =>
    isOne ? `See it on ${name}` : `All ${count} results from ${name}`,
  foundOn: (count: string, isOne: boolean, name: string) => `${count} ${isOne ? 'result' : 'results'} from ${name}`,
  found: (count: string) => `${count} found`,
  searching: 'Searching',
  none: (name: string) => `No such movie on ${name}`,
  fewerWords: 'Try fewer words.',
  silent: (name: string) => `${name} isn't responding right now.`,
  silentSaved: (name: string) => `Showing saved results: ${name} isn't responding right now.`,
  silentForNow: (name: string) => `${name} isn't responding right now. Saved results are still shown.`,
  on: (name: string) => `On ${name}`,
  noMatch: (name: string) => `${name} has no film with this title and year.`,
  more: (name: string) => `More on ${name}`,
  noSuchMovie: (name: string) => `There is no such movie on ${name}`,
  noSuchMovieTitle: 'No such movie',
  linkIncomplete: 'The link may be incomplete.',
  addToCatalogue: 'Add to the catalogue',
  cast: 'Cast',
  rating: 'Rating',
  votes: (rating: string, votes: string, isOne: boolean) => `${rating}/10 · ${votes} ${isOne ? 'vote' : 'votes'}`,
  runtime: 'Runtime',
  director: 'Director',
  directors: 'Directors',
  country: 'Country',
  /** @param site such as `youtube.com` */
  trailer: (site: string) => `Watch the trailer on ${site}`,
  genres: 'Genres',
  /** How old an answer is. @param age such as `49 s`; `undefined` if it has just arrived */
  updated: (age: string | undefined) => (age === undefined ? 'Updated just now' : `Updated ${age} ago`),
  saved: (age: string | undefined) => (age === undefined ? 'Saved just now' : `Saved ${age} ago`),
  /** Added to the age for those who run this installation. */
  served: (times: string) => `from the cache, served ${times}`,
  once: 'once',
  times: (count: string) => `${count} times`,
  /** For those who run this installation. */
  setUp: {
    title: (name: string) => `${name} is not set up`,
    why: (name: string) =>
      `This server has no ${name} key. Visitors see nothing of ${name}, and the catalogue works without it.`,
    /** Before, between and after the names of the files. In AWS, a key is set in another way than on one machine. */
    remedy: ['“Search live movies” in ', ' says how to set a key. For a server in AWS, ', ' does.'],
    files: ['README.md', 'docs/operations.md'],
    onFilm: (name: string) => `${name} is not set up, so visitors do not see this panel.`,
    how: 'How to set it up',
  },
} as const;
