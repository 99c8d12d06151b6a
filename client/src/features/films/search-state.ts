import { cut } from '../../lib/plain-text.ts';
import { texts } from './texts.ts';

export const SORTS = ['relevance', '-year', 'year', 'title'] as const;
type Sort = (typeof SORTS)[number];

/**
 * The filters that take a list of names, in the order in which the page shows them. Unless it says otherwise, a film
 * must have every name of the list. `parameter` is the name of the parameter in the URLs of the page and of the API,
 * and also the name of the facet. `shown` is how many names are listed at first.
 */
export const NAME_FILTERS = {
  genres: { parameter: 'genre', label: texts.filters.genres, shown: 9 },
  /** A film must have at least one of these. */
  anyGenres: { parameter: 'anyGenre', label: texts.filters.genres, shown: 9 },
  /** A film must have none of these. */
  notGenres: { parameter: 'notGenre', label: texts.filters.genres, shown: 9 },
  cast: { parameter: 'cast', label: texts.filters.cast, shown: 7 },
  directors: { parameter: 'director', label: texts.filters.directors, shown: 7 },
} as const;
type NameFilter = keyof typeof NAME_FILTERS;
/** The filters that are also facets. They list the names that the films found have. */
export const FACET_FILTERS = ['genres', 'cast', 'directors'] as const satisfies readonly NameFilter[];
export const NAME_FILTER_KEYS = Object.keys(NAME_FILTERS) as NameFilter[];

/** Everything that decides which films are shown, as given by the URL of the page. */
export type SearchState = Readonly<Record<NameFilter, readonly string[]>> & {
  /** Trimmed; empty if nothing has been typed. */
  readonly q: string;
  /** Whether films must have the words exactly as they were typed. Otherwise typos are forgiven. */
  readonly isLiteral: boolean;
  /** First and last year, both inclusive; the first is never after the last. */
  readonly yearFrom: number | undefined;
  readonly yearTo: number | undefined;
  readonly sort: Sort;
};

export const EMPTY_SEARCH: SearchState = {
  q: '',
  isLiteral: false,
  ...forEachNameFilter(() => []),
  yearFrom: undefined,
  yearTo: undefined,
  sort: 'relevance',
};

/** The limits of the API. They are applied here, so that a mistyped URL shows films instead of an error. */
const MAX_VALUES = 20;
const MIN_YEAR = 1870;
const MAX_YEAR = 2100;

/** Reads any query string. Invalid parts are ignored. */
export function parseSearch(parameters: URLSearchParams): SearchState {
  const [first, last] = [yearOf(parameters.get('yearFrom')), yearOf(parameters.get('yearTo'))];
  const isSwapped = first !== undefined && last !== undefined && first > last;
  const sort = parameters.get('sort');
  const q = cut(parameters.get('q') ?? '');
  return {
    q,
    isLiteral: q !== '' && parameters.get('typos') === 'false',
    ...forEachNameFilter((filter) => valuesOf(parameters.getAll(NAME_FILTERS[filter].parameter))),
    yearFrom: isSwapped ? last : first,
    yearTo: isSwapped ? first : last,
    sort: SORTS.find((known) => known === sort) ?? EMPTY_SEARCH.sort,
  };
}

/** The inverse of {@link parseSearch}. Values that equal {@link EMPTY_SEARCH} are left out of the URL. */
export function formatSearch({ q, isLiteral, yearFrom, yearTo, sort, ...names }: SearchState): string {
  const parameters = new URLSearchParams();
  if (q !== '') parameters.set('q', q);
  if (q !== '' && isLiteral) parameters.set('typos', 'false');
  for (const filter of NAME_FILTER_KEYS) {
    for (const name of names[filter]) parameters.append(NAME_FILTERS[filter].parameter, name);
  }
  if (yearFrom !== undefined) parameters.set('yearFrom', String(yearFrom));
  if (yearTo !== undefined) parameters.set('yearTo', String(yearTo));
  if (sort !== EMPTY_SEARCH.sort) parameters.set('sort', sort);
  return parameters.toString();
}

/** The parameters of a request to the API for the films of a search. */
export function apiQueryOf({ q, isLiteral, yearFrom, yearTo, sort, ...names }: SearchState) {
  const lists = NAME_FILTER_KEYS.map((filter) => [NAME_FILTERS[filter].parameter, names[filter]] as const);
  return { q, typos: isLiteral ? 'false' : undefined, yearFrom, yearTo, sort, ...Object.fromEntries(lists) };
}

/** Whether there is no search yet. The page then offers ways to begin. */
export function isEmptySearch(state: SearchState): boolean {
  return formatSearch(state) === '';
}

/** How many filters are active. A range of years counts as one. */
export function countFilters(state: SearchState): number {
  const names = NAME_FILTER_KEYS.flatMap((filter) => state[filter]);
  return names.length + (state.yearFrom !== undefined || state.yearTo !== undefined ? 1 : 0);
}

/** Removes the value from the list, or appends it if it is not there. */
export function toggle(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function forEachNameFilter(listOf: (filter: NameFilter) => readonly string[]): Record<NameFilter, readonly string[]> {
  return Object.fromEntries(NAME_FILTER_KEYS.map((filter) => [filter, listOf(filter)])) as ReturnType<
    typeof forEachNameFilter
  >;
}

function valuesOf(values: readonly string[]): readonly string[] {
  return [...new Set(values.map(cut))].filter((value) => value !== '').slice(0, MAX_VALUES);
}

function yearOf(text: string | null): number | undefined {
  if (text === null || !/^\d{4}$/.test(text)) return undefined;
  const year = Number(text);
  return year >= MIN_YEAR && year <= MAX_YEAR ? year : undefined;
}
