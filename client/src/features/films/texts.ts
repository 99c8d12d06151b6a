import { formatCount } from '../../lib/format-count.ts';

type Names = readonly string[];

/** Such as `1,024 films`. */
const films = (count: number) => (count === 1 ? '1 film' : `${formatCount(count)} films`);

/** The texts of this feature that the first pages need, in one place, so that they can be translated. */
export const texts = {
  searchFilms: 'Search films',
  films,
  /** @param first year of the decade */
  decade: (first: number) => `${String(first)}s`,
  filters: {
    title: 'Filters',
    skip: 'Skip the filters',
    goTo: 'Go to the filters',
    titleWith: (active: number) => `Filters (${String(active)})`,
    /** Closes the filters on a phone. */
    show: (count: number) => `Show ${films(count)}`,
    removeAll: 'Remove all',
    remove: (label: string) => `Remove filter ${label}`,
    genres: 'Genres',
    cast: 'People',
    directors: 'Directors',
    years: 'Years',
    firstYear: 'First year',
    lastYear: 'Last year',
    yearKeys: 'With Shift, the arrows move by ten years.',
    chooseDecade: 'Decade',
    anyDecade: 'Any decade',
    /** @param decade its first year */
    decade: (decade: number, count: number) => `${String(decade)}s: ${formatCount(count)}`,
    /** @param what such as `Genres` */
    showMore: (count: number, what: string) => `Show ${formatCount(count)} more ${what.toLowerCase()}`,
    showFewer: (what: string) => `Show fewer ${what.toLowerCase()}`,
    /** Whether films must have all chosen genres or any of them. */
    matchAll: 'All of these',
    matchAny: 'Any of these',
    match: 'Films must have',
    exclude: (name: string) => `Exclude ${name}`,
    or: (name: string) => `or ${name}`,
    not: (name: string) => `not ${name}`,
  },
  /** A search in words. */
  search: {
    /** Such as `Crime films with Al Pacino by Francis Ford Coppola, 1970s`. */
    filters: (genres: Names, anyGenres: Names, notGenres: Names, cast: Names, directors: Names, years?: string) => {
      const kinds = [...genres, ...(anyGenres.length === 0 ? [] : [anyGenres.join(' or ')])];
      const kind = kinds.length === 0 ? 'Films' : `${kinds.join(', ')} films`;
      const without = notGenres.length === 0 ? '' : ` that are not ${notGenres.join(' or ')}`;
      const people = cast.length === 0 ? '' : ` with ${cast.join(' and ')}`;
      const makers = directors.length === 0 ? '' : ` by ${directors.join(' and ')}`;
      return `${kind}${without}${people}${makers}${years === undefined ? '' : `, ${years}`}`;
    },
    words: (words: string) => `“${words}”`,
    wordsAndFilters: (words: string, filters: string) => `“${words}”, ${filters}`,
    from: (year: number) => `from ${String(year)}`,
    until: (year: number) => `until ${String(year)}`,
    years: (first: number, last: number) => `${String(first)} to ${String(last)}`,
  },
  results: {
    list: 'Films',
    titleFor: 'Films for “{words}”',
    sortBy: 'Sort by',
    sorts: { relevance: 'Best match', '-year': 'Newest first', year: 'Oldest first', title: 'Title A to Z' },
    count: (total: number) => (total === 0 ? 'No films' : films(total)),
    /** Such as `12 films found: Crime films, 1970s, Newest first`. */
    foundWith: (total: number, details: readonly string[]): string =>
      `${texts.results.count(total)} found${details.length === 0 ? '' : `: ${details.join(', ')}`}`,
    took: (total: number, ms: number) => `${films(total)} in ${(ms / 1_000).toFixed(2)} s`,
    corrected: 'Showing results for {meant}. {searchInstead}',
    searchInstead: 'Search for {words} instead',
    announcedCorrection: (found: string, meant: string) => `${found}. Showing results for ${meant}`,
    searchFor: (words: string) => `Search for ${words}`,
    closest:
      'No film has all these words, or newly imported films are not searchable yet. Showing the closest matches.',
    searching: 'Searching',
    searchingFor: (search: string) => `Searching for ${search} …`,
    shown: (shown: number, total: number) => `${formatCount(shown)} of ${films(total)} shown`,
    more: 'Load more',
  },
  none: {
    title: 'No films found',
    byFilters: 'No film matches all of these filters. Remove one of them above, or all.',
    byWords: 'Nothing in the catalogue is close to that. Try fewer words, an actor or a year.',
    clearFilters: 'Clear filters',
    clearSearch: 'Clear search',
    searchProvider: (name: string) => `Search ${name} instead`,
    beginAlike: 'Titles that begin alike',
    withTypos: 'With typos forgiven',
    withoutFilters: 'Without the filters',
  },
  box: {
    placeholder: 'Title, person, genre or year',
    suggestions: 'Suggestions',
    genre: (count: number) => `Genre, ${films(count)}`,
    director: (count: number) => `Director, ${films(count)}`,
    /** While there are filters. @param note such as `4 films` */
    inAll: (note: string) => `${note} in all`,
    openPage: 'Open the page',
  },
  card: {
    directedBy: (name: string) => `Directed by ${name}`,
    alsoCalled: 'also called “{title}”',
  },
  film: {
    directedBy: 'Directed by',
    cast: 'Cast',
    showMorePeople: (count: number) => `Show ${formatCount(count)} more ${count === 1 ? 'person' : 'people'}`,
    showFewerPeople: 'Show fewer people',
    showTitle: 'Show the whole title',
    showLessTitle: 'Show less of the title',
    onWikipedia: '{film} on Wikipedia',
    /** In place of a title that is too long for a link. */
    thisFilm: 'This film',
    yes: 'Yes',
    no: 'No',
    /** One value of an object, such as `Office: 1`. */
    namedValue: (name: string, values: string) => `${name}: ${values}`,
    similar: 'Similar films',
  },
  noSuchFilm: {
    documentTitle: 'No such film',
    title: 'This film is not in the catalogue',
    text: 'It may have been deleted, or the link may be incomplete.',
  },
} as const;
