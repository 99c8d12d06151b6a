import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { paths } from '../../config/paths.ts';
import { hasTypingMark, TYPING_MARK } from '../../lib/typing-mark.ts';
import { EMPTY_SEARCH, formatSearch, parseSearch, type SearchState } from './search-state.ts';

export type FilmSearch = {
  /** The search in the URL; empty on pages that show no search. */
  readonly state: SearchState;
  /**
   * Applies a choice. Back undoes the choice.
   *
   * @param change is given the search in the address bar. It may be newer than {@link state}: React shows a new address a
   *   moment later, and a second key press in that moment must not undo the first.
   * @param isFurther whether it goes on with the last choice, so that Back undoes both together
   */
  readonly apply: (change: (current: SearchState) => Partial<SearchState>, isFurther?: boolean) => void;
  /** Searches for the words while the user types. All letters typed in a row are one history entry. */
  readonly type: (q: string) => void;
  /** Confirms the words. What is typed after that is a separate history entry. */
  readonly commit: (q: string) => void;
};

/** The search that the URL describes, and functions that change it. */
export function useFilmSearch(): FilmSearch {
  const location = useLocation();
  const { pathname, search } = location;
  const navigate = useNavigate();
  const isTyping = pathname === paths.search.pattern && hasTypingMark(location);
  const state = useMemo(() => searchOf({ pathname, search }), [pathname, search]);

  const go = useCallback(
    (change: (current: SearchState) => Partial<SearchState>, replace: boolean, typing: boolean) => {
      const current = searchOf(window.location);
      const to = paths.search.to(formatSearch({ ...current, ...change(current) }));
      void navigate(to, { replace, state: typing ? TYPING_MARK : null });
    },
    [navigate],
  );
  return useMemo(
    () => ({
      state,
      apply: (change, isFurther = false) => {
        go(change, isFurther, false);
      },
      type: (q) => {
        go(() => ({ q, isLiteral: false }), isTyping, true);
      },
      commit: (q) => {
        go(() => ({ q, isLiteral: false }), isTyping, false);
      },
    }),
    [go, isTyping, state],
  );
}

function searchOf({ pathname, search }: { readonly pathname: string; readonly search: string }): SearchState {
  return pathname === paths.search.pattern ? parseSearch(new URLSearchParams(search)) : EMPTY_SEARCH;
}
