import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { routePath } from '../../config/base.ts';
import { paths } from '../../config/paths.ts';
import { isCurrentEntry, MOVING_YEARS, TYPING, type EntryMark } from '../../lib/entry-mark.ts';
import { EMPTY_SEARCH, formatSearch, parseSearch, type SearchState } from './search-state.ts';

type Change = (current: SearchState) => Partial<SearchState>;

/** Which history entry a search gets. Default: a new one. */
type HistoryEntry = { readonly replace?: boolean; readonly state?: EntryMark | null };

export type FilmSearch = {
  /** The search in the URL; empty on pages that show no search. */
  readonly state: SearchState;
  /**
   * Applies a choice. Back undoes the choice.
   *
   * @param change is given the search in the address bar. It may be newer than {@link state}: React shows a new address a
   *   moment later, and a second key press in that moment must not undo the first.
   */
  readonly apply: (change: Change) => void;
  /** Applies the years to which the user moved a thumb with the keyboard. All moves in a row are one history entry. */
  readonly moveYears: (years: Pick<SearchState, 'yearFrom' | 'yearTo'>) => void;
  /** Searches for the words while the user types. All letters typed in a row are one history entry. */
  readonly type: (q: string) => void;
  /** Confirms the words. What is typed after that is a separate history entry. */
  readonly commit: (q: string) => void;
};

/** The search that the URL describes, and functions that change it. */
export function useFilmSearch(): FilmSearch {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => searchOf({ pathname, search }), [pathname, search]);

  const go = useCallback(
    (change: Change, { replace = false, state = null }: HistoryEntry = {}) => {
      const current = searchOf(here());
      void navigate(paths.search.to(formatSearch({ ...current, ...change(current) })), { replace, state });
    },
    [navigate],
  );
  return useMemo(
    () => ({
      state,
      apply: (change) => {
        go(change);
      },
      moveYears: (years) => {
        go(() => years, { replace: isCurrent(MOVING_YEARS), state: MOVING_YEARS });
      },
      type: (q) => {
        go(() => ({ q, isLiteral: false }), { replace: isCurrent(TYPING), state: TYPING });
      },
      commit: (q) => {
        go(() => ({ q, isLiteral: false }), { replace: isCurrent(TYPING) });
      },
    }),
    [go, state],
  );
}

/** Whether the current history entry is a search with this mark. */
function isCurrent(mark: EntryMark): boolean {
  return here().pathname === paths.search.pattern && isCurrentEntry(mark);
}

/** What is in the address bar. React shows it a moment later. */
function here() {
  const { pathname, search } = window.location;
  return { pathname: routePath(pathname), search };
}

function searchOf({ pathname, search }: { readonly pathname: string; readonly search: string }): SearchState {
  return pathname === paths.search.pattern ? parseSearch(new URLSearchParams(search)) : EMPTY_SEARCH;
}
