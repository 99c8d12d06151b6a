import { formatCount } from '../../lib/format-count.ts';

const results = (count: number) => (count === 1 ? '1 result' : `${formatCount(count)} results`);

/** The texts of this feature, in one place, so that they can be translated. `name` is the name of the provider. */
export const texts = {
  search: (name: string) => `Search ${name}`,
  searchPlaceholder: (name: string) => `Search ${name} for a movie`,
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
  stars: (rating: number) => `★ ${rating.toFixed(1)}`,
  votes: (rating: number, votes: number) =>
    `${rating.toFixed(1)}/10 · ${votes === 1 ? '1 vote' : `${formatCount(votes)} votes`}`,
  runtime: 'Runtime',
  /** How long a movie is. */
  minutes: (minutes: number) => `${String(minutes)} min`,
  hoursAndMinutes: (hours: number, minutes: number) => `${String(hours)} h ${String(minutes)} min`,
  director: 'Director',
  directors: 'Directors',
  country: 'Country',
  /** @param site such as `youtube.com` */
  trailer: (site: string) => `Watch the trailer on ${site}`,
  /** How old an answer is. @param age such as `49 s`; `undefined` if it has just arrived */
  updated: (age: string | undefined) => (age === undefined ? 'Updated just now' : `Updated ${age} ago`),
  saved: (age: string | undefined) => (age === undefined ? 'Saved just now' : `Saved ${age} ago`),
  ages: {
    seconds: (seconds: number) => `${String(seconds)} s`,
    minutes: (minutes: number) => `${String(minutes)} min`,
    hours: (hours: number) => `${String(hours)} h`,
  },
  /** For those who run this installation. @param label from `updated` or `saved` @param times how often the cache served it */
  served: (label: string, times: number) =>
    `${label}, from the cache, served ${times === 1 ? 'once' : `${formatCount(times)} times`}`,
  /** For those who run this installation. */
  setUp: {
    title: (name: string) => `${name} is not set up`,
    why: (name: string) =>
      `This server has no ${name} key. Visitors see nothing of ${name}, and the catalogue works without it.`,
    /** With the names of two files. In AWS, a key is set in another way than on one machine. */
    remedy: '“Search live movies” in {readme} says how to set a key. For a server in AWS, {operations} does.',
    readme: 'README.md',
    operations: 'docs/operations.md',
    onFilm: (name: string) => `${name} is not set up, so visitors do not see this panel.`,
    how: 'How to set it up',
  },
} as const;
