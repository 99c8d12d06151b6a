import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { paths } from '../../config/paths.ts';
import { isCurrentEntry, TYPING } from '../../lib/entry-mark.ts';
import { cut } from '../../lib/plain-text.ts';

/** The limits of the API. They are applied here, so that a mistyped URL shows movies instead of an error. */
const MAX_PAGE = 500;
const MIN_YEAR = 1870;
const MAX_YEAR = 2100;

/** The search in the URL. */
export type MovieSearchState = {
  readonly query: string;
  /** 1 to 500. */
  readonly page: number;
  /** 1870 to 2100. Absent: movies of all years. */
  readonly year?: number | undefined;
};

export function parseMovieSearch(parameters: URLSearchParams): MovieSearchState {
  const page = Number(parameters.get('page') ?? '1');
  return {
    query: cut(parameters.get('query') ?? ''),
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
    year: yearIn(parameters.get('year') ?? ''),
  };
}

/** @returns `undefined` if the text is not a year that can be searched for */
function yearIn(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= MIN_YEAR && year <= MAX_YEAR ? year : undefined;
}

export function formatMovieSearch({ query, page, year }: MovieSearchState): string {
  return new URLSearchParams({
    ...(query !== '' && { query }),
    ...(year !== undefined && { year: String(year) }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
}

export function useMovieSearch() {
  const location = useLocation();
  const navigate = useNavigate();
  const state = parseMovieSearch(new URLSearchParams(location.search));
  const { query, year } = state;
  /** All letters typed in a row are one history entry. */
  const go = useCallback(
    (next: Omit<MovieSearchState, 'page'>) => {
      void navigate(paths.movies.to(formatMovieSearch({ ...next, page: 1 })), {
        replace: isCurrentEntry(TYPING),
        state: TYPING,
      });
    },
    [navigate],
  );
  const type = useCallback(
    (typed: string) => {
      go({ query: typed, year });
    },
    [go, year],
  );
  /** Anything but a year is still being typed. */
  const typeYear = useCallback(
    (typed: string) => {
      const typedYear = yearIn(typed);
      if (typed === '' || typedYear !== undefined) go({ query, year: typedYear });
    },
    [go, query],
  );
  return { ...state, type, typeYear };
}
