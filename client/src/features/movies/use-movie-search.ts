import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { paths } from '../../config/paths.ts';
import { isCurrentEntry, TYPING } from '../../lib/entry-mark.ts';
import { cut } from '../../lib/plain-text.ts';

/** The provider returns no pages beyond this one. */
const MAX_PAGE = 500;

/** The search in the URL. */
export type MovieSearchState = {
  readonly query: string;
  /** 1 to 500. */
  readonly page: number;
};

export function parseMovieSearch(parameters: URLSearchParams): MovieSearchState {
  const page = Number(parameters.get('page') ?? '1');
  return {
    query: cut(parameters.get('query') ?? ''),
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
}

export function formatMovieSearch({ query, page }: MovieSearchState): string {
  return new URLSearchParams({ ...(query !== '' && { query }), ...(page > 1 && { page: String(page) }) }).toString();
}

export function useMovieSearch() {
  const location = useLocation();
  const navigate = useNavigate();
  /** All letters typed in a row are one history entry. */
  const type = useCallback(
    (query: string) => {
      void navigate(paths.movies.to(formatMovieSearch({ query, page: 1 })), {
        replace: isCurrentEntry(TYPING),
        state: TYPING,
      });
    },
    [navigate],
  );
  return { ...parseMovieSearch(new URLSearchParams(location.search)), type };
}
