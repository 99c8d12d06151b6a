import { formatCount } from '../../lib/format-count.ts';

/**
 * The texts of this feature that the first pages need, in one place, so that they can be translated. `name` is the name of
 * the provider. The texts of its own pages, which load separately, are in page-texts.ts.
 */
export const texts = {
  search: (name: string) => `Search ${name}`,
  searchPlaceholder: (name: string) => `Search ${name} for a movie`,
  silent: (name: string) => `${name} isn't responding right now.`,
  on: (name: string) => `On ${name}`,
  noMatch: (name: string) => `${name} has no film with this title and year.`,
  more: (name: string) => `More on ${name}`,
  rating: 'Rating',
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
    onFilm: (name: string) => `${name} is not set up, so visitors do not see this panel.`,
    how: 'How to set it up',
  },
} as const;
