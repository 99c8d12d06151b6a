import { useInfiniteQuery, type UseInfiniteQueryResult, type InfiniteData } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useAfter } from '../../components/ui/use-after.ts';
import { useSteadyError } from '../../components/ui/use-steady-error.ts';
import type { FilmSummary, SearchResult } from '../../lib/api-types.gen.ts';
import { filmsQuery, PAGE_SIZE, type FilmsPage } from './api/search-films.ts';
import { useRememberedPages } from './remembered-pages.ts';
import { formatSearch, type SearchState } from './search-state.ts';

/**
 * If the next answer has not arrived after this time, the page shows that it is waiting. Before that, it shows the last
 * answer as usual.
 */
const SLOW_MS = 500;

export type FilmResults = {
  readonly films: readonly FilmSummary[];
  readonly highlights: SearchResult['highlights'];
  /** The first page of the answer, which describes the whole result; `undefined` until there is one. */
  readonly answer: FilmsPage | undefined;
  /** How many cards need room: those of the films that are shown, and those of the films that are loading. */
  readonly expected: number;
  /** Whether the films that are shown answer an earlier search. */
  readonly isOld: boolean;
  /** Whether the films that are shown answer an earlier search, and the answer to the latest search is late. */
  readonly isLate: boolean;
  readonly isSlow: boolean;
  /** Why there is no answer at all. */
  readonly error: Error | undefined;
  readonly retry: () => void;
  readonly more: { readonly canLoad: boolean; readonly load: () => void; readonly error: Error | undefined };
};

/**
 * The films that a search finds. They include all pages that were loaded so far. After a reload, the same number of
 * pages is loaded again.
 */
export function useFilmResults(state: SearchState): FilmResults {
  const query = useInfiniteQuery(filmsQuery(state));
  const { fetchNextPage, refetch } = query;
  const shown = useInSlices(query);
  const { data, error, isFetching, isFetchNextPageError, isFetchingNextPage, isPlaceholderData, hasNextPage } = shown;
  const steadyError = useSteadyError(query, formatSearch(state));
  const pages = isPlaceholderData ? 0 : (data?.pages.length ?? 0);
  const wanted = useRememberedPages(pages);
  const isRestoring = pages > 0 && pages < wanted && hasNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (isRestoring && !isFetching) void fetchNextPage();
  }, [isRestoring, isFetching, fetchNextPage]);

  const answer = data?.pages[0];
  const films = useMemo(() => unique(data?.pages.flatMap(({ items }) => items) ?? []), [data]);
  const highlights = useMemo(() => data?.pages.flatMap((page) => page.highlights) ?? [], [data]);
  const underWay = answer ? (isRestoring ? wanted - pages : isFetchingNextPage ? 1 : 0) : wanted;
  return {
    films,
    highlights,
    answer,
    expected: Math.min(answer?.total ?? Infinity, films.length + underWay * PAGE_SIZE),
    isOld: isPlaceholderData || data !== query.data,
    isLate: useAfter(isPlaceholderData, SLOW_MS),
    isSlow: useAfter(isFetching && !isFetchingNextPage, SLOW_MS),
    error: steadyError,
    retry: () => void refetch(),
    more: {
      canLoad: hasNextPage && !isFetching && !isPlaceholderData && !isFetchNextPageError,
      load: useMemo(() => () => void fetchNextPage(), [fetchNextPage]),
      error: isFetchNextPageError ? (error ?? undefined) : undefined,
    },
  };
}

/** An answer arrives all at once. It is rendered in slices, so that typing does not have to wait for the rendering. */
function useInSlices(query: UseInfiniteQueryResult<InfiniteData<FilmsPage>>) {
  const { data, error, isFetching, isFetchNextPageError, isFetchingNextPage, isPlaceholderData, hasNextPage } = query;
  const seen = useMemo(
    () => ({ data, error, isFetching, isFetchNextPageError, isFetchingNextPage, isPlaceholderData, hasNextPage }),
    [data, error, isFetching, isFetchNextPageError, isFetchingNextPage, isPlaceholderData, hasNextPage],
  );
  return useDeferredValue(seen);
}

/** Removes duplicates, because an edit between two pages may put a film on both. */
function unique(films: readonly FilmSummary[]): readonly FilmSummary[] {
  return [...new Map(films.map((film) => [film.id, film])).values()];
}
