import { texts as filmTexts } from './texts.ts';

/** The texts of the home page, in one place, so that they can be translated. */
export const texts = {
  title: 'Find a film by whatever you remember',
  hint: 'Half a title, an actor, a genre, a year. Typos are forgiven.',
  surprise: 'Surprise me',
  noSurprise: 'No film could be loaded. Try again.',
  recentSearches: 'Recent searches',
  recentlyViewed: 'Recently viewed',
  clearSearches: 'Clear recent searches',
  clearViewed: 'Clear recently viewed films',
  clear: 'Clear',
  wellKnown: 'Well known',
  shuffle: 'Shuffle',
  shuffled: (first: string) => `Other films are shown. The first is ${first}.`,
  from: (decade: number) => `From the ${filmTexts.decade(decade)}`,
  filmsOf: (count: number, decade: number): string => `${filmTexts.films(count)} of the ${filmTexts.decade(decade)}`,
  allOf: (count: number) => `All ${filmTexts.films(count)}`,
  allFrom: (count: number, decade: number): string => `All ${texts.filmsOf(count, decade)}`,
  decades: 'Decades',
  jumpToDecades: 'Browse by decade',
  jumpToGenres: 'Browse by genre',
  byDecade: 'By decade',
  byGenre: 'By genre',
  moreGenres: 'More genres',
  genres: 'Genres',
  allFilms: 'All films',
} as const;
