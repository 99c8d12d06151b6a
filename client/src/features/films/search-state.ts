export const SORTS = ['relevance', '-year', 'year', 'title'] as const;
type Sort = (typeof SORTS)[number];

/** Everything that decides which films are shown, as given by the URL of the page. */
export type SearchState = {
  /** Trimmed; empty if nothing has been typed. */
  readonly q: string;
  /** People, all of whom must be in the film. */
  readonly cast: readonly string[];
  /** Genres, all of which the film must have. */
  readonly genres: readonly string[];
  /** First and last year, both inclusive; the first is never after the last. */
  readonly yearFrom: number | undefined;
  readonly yearTo: number | undefined;
  readonly sort: Sort;
};

export const EMPTY_SEARCH: SearchState = {
  q: '',
  cast: [],
  genres: [],
  yearFrom: undefined,
  yearTo: undefined,
  sort: 'relevance',
};

/** The limits of the API. They are applied here, so that a mistyped URL shows films instead of an error. */
const MAX_TEXT = 200;
const MAX_VALUES = 20;
const MIN_YEAR = 1870;
const MAX_YEAR = 2100;

/** Reads any query string. Invalid parts are ignored. */
export function parseSearch(parameters: URLSearchParams): SearchState {
  const [first, last] = [yearOf(parameters.get('yearFrom')), yearOf(parameters.get('yearTo'))];
  const isSwapped = first !== undefined && last !== undefined && first > last;
  const sort = parameters.get('sort');
  return {
    q: cut(parameters.get('q') ?? ''),
    cast: valuesOf(parameters.getAll('cast')),
    genres: valuesOf(parameters.getAll('genre')),
    yearFrom: isSwapped ? last : first,
    yearTo: isSwapped ? first : last,
    sort: SORTS.find((known) => known === sort) ?? EMPTY_SEARCH.sort,
  };
}

/** The inverse of {@link parseSearch}. Values that equal {@link EMPTY_SEARCH} are left out of the URL. */
export function formatSearch({ q, cast, genres, yearFrom, yearTo, sort }: SearchState): string {
  const parameters = new URLSearchParams();
  if (q !== '') parameters.set('q', q);
  for (const name of cast) parameters.append('cast', name);
  for (const genre of genres) parameters.append('genre', genre);
  if (yearFrom !== undefined) parameters.set('yearFrom', String(yearFrom));
  if (yearTo !== undefined) parameters.set('yearTo', String(yearTo));
  if (sort !== EMPTY_SEARCH.sort) parameters.set('sort', sort);
  return parameters.toString();
}

/** Whether there is no search yet. The page then offers ways to begin. */
export function isEmptySearch(state: SearchState): boolean {
  return formatSearch(state) === '';
}

/** How many filters are active. A range of years counts as one. */
export function countFilters({ cast, genres, yearFrom, yearTo }: SearchState): number {
  return cast.length + genres.length + (yearFrom !== undefined || yearTo !== undefined ? 1 : 0);
}

/** Removes the value from the list, or appends it if it is not there. */
export function toggle(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/** Cuts text to what the API accepts: well-formed, trimmed, not too long, and without half of a surrogate pair. */
function cut(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')
    .trim();
}

function valuesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.map(cut))].filter((value) => value !== '').slice(0, MAX_VALUES);
}

function yearOf(text: string | null): number | undefined {
  if (text === null || !/^\d{4}$/.test(text)) return undefined;
  const year = Number(text);
  return year >= MIN_YEAR && year <= MAX_YEAR ? year : undefined;
}
