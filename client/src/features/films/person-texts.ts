import { texts as filmTexts } from './texts.ts';

/** The texts of the page of a person, in one place, so that they can be translated. */
export const texts = {
  /** Such as `1,024 films, 1971 to 2021` or `1 film, 1971`. */
  filmsFrom: (count: number, first: number, last: number) =>
    `${filmTexts.films(count)}, ${first === last ? String(first) : filmTexts.search.years(first, last)}`,
  roles: { directed: 'Directed', acted: 'Acted in' },
  /** @param role such as `Acted in` */
  filmsInRole: (role: string, count: number) => `${role} ${filmTexts.films(count)}`,
  searchThese: 'Search these films',
  searchTheseIn: (role: string) => `Search these films: ${role}`,
  genresAndDecades: (role: string) => `${role}: genres and decades`,
  allFilms: (count: number) => `All ${filmTexts.films(count)}`,
  noSuchPerson: {
    documentTitle: 'No such person',
    title: 'Nobody in the catalogue has this name',
    text: 'It may be spelled differently, or be only a part of a name.',
    search: 'Search for this name',
  },
} as const;
