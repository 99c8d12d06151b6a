import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { lazyPart, usePartOnDemand } from '../../../components/ui/lazy-part.tsx';
import { SkipLink } from '../../../components/ui/skip-link.tsx';
import { ShareButton } from '../../../components/ui/share-button.tsx';
import { useIsWide } from '../../../components/ui/use-is-wide.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import { describeFilters, describeSearch } from '../describe-search.ts';
import { rememberSearch } from '../recent-searches.ts';
import { countFilters, formatSearch, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import { useFilmResults } from '../use-film-results.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { ActiveFilters } from './active-filters.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { NoResults } from './no-results.tsx';
import { ResultGrid } from './result-grid.tsx';
import { ResultsHeader } from './results-header.tsx';
import './search-results.css';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const OrderReasons = lazyPart(async () => (await import('./order-reasons.tsx')).OrderReasons);
const loadFilterDrawer = async () => (await import('./filter-drawer.tsx')).FilterDrawer;

/** A search that stays on the screen this long counts as meant, and is kept for the home page. */
const MEANT_MS = 3_000;

type SearchResultsProps = {
  readonly search: FilmSearch;
  /** Shows what other sources find for the words `q`. Called if no film of the catalogue has all of these words. */
  readonly elsewhere: (q: string) => ReactNode;
};

/** Shows the films found, and the filters next to them. On small screens, the filters are above the films. */
export function SearchResults({ search, elsewhere }: SearchResultsProps) {
  const results = useFilmResults(search.state);
  const { answer, error } = results;
  // The heading and the number of films belong to the films that are shown. The sort order is what the user chose.
  const answered = error === undefined && answer ? { ...answer.search, sort: search.state.sort } : search.state;
  const remember = useRememberedSearch(search.state, (answer?.total ?? 0) > 0 && !results.isOld);
  const hasNothingClose = answer !== undefined && (answer.total === 0 || answer.isPartial);
  const isElsewhere = hasNothingClose && answered.q !== '' && countFilters(answered) === 0;
  const isWide = useIsWide();
  const session = useSession();
  return (
    <div className="search-results">
      {isWide && (
        <aside className="search-results-filters" aria-label={texts.filters.title}>
          {error === undefined && (
            <>
              <SkipLink>{texts.filters.skip}</SkipLink>
              <FilterPanel search={search} facets={answer?.facets} />
            </>
          )}
        </aside>
      )}
      {/* A click that opens a film bubbles to here. */}
      <div
        className="search-results-films"
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-card]')) remember();
        }}
      >
        <ResultsHeader
          search={{ ...search, state: answered }}
          answer={error === undefined ? answer : undefined}
          waitingFor={results.isLate && error === undefined ? describeSearch(search.state) : undefined}
        >
          {/* The filters come before the heading, so dozens of films would be on the way forward to them. */}
          {isWide ? (
            <SkipLink move={focusFirstFilter}>{texts.filters.goTo}</SkipLink>
          ) : (
            <FilterButton search={search} answer={answer} />
          )}
          <ShareButton title={search.state.q === '' ? describeFilters(search.state) : search.state.q} />
        </ResultsHeader>
        <ActiveFilters search={search} />
        {session && answer !== undefined && answer.total > 0 && <OrderReasons state={search.state} />}
        <div className="search-results-progress">
          {results.isSlow && <span role="progressbar" aria-label={texts.results.searching} />}
        </div>
        {error !== undefined ? (
          <ErrorNotice error={error} onRetry={results.retry} />
        ) : answer?.total === 0 ? (
          <>
            <NoResults search={search} />
            {isElsewhere && elsewhere(answered.q)}
          </>
        ) : (
          <>
            {isElsewhere && elsewhere(answered.q)}
            <ResultGrid results={results} />
          </>
        )}
      </div>
    </div>
  );
}

function focusFirstFilter(): void {
  document.querySelector<HTMLElement>('.filter-panel :is(input, button)')?.focus();
}

/** Keeps the search for the home page if it counts as meant. @returns a function that keeps it at once */
function useRememberedSearch(state: SearchState, isFound: boolean): () => void {
  const remember = () => {
    if (isFound) rememberSearch(state);
  };
  const rememberNow = useEffectEvent(remember);
  const key = isFound ? formatSearch(state) : '';
  useEffect(() => {
    if (key === '') return;
    const timer = setTimeout(rememberNow, MEANT_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [key]);
  return remember;
}

function FilterButton({
  search,
  answer,
}: { readonly search: FilmSearch } & Pick<ReturnType<typeof useFilmResults>, 'answer'>) {
  const [isOpen, setIsOpen] = useState(false);
  const [FilterDrawer, load] = usePartOnDemand(loadFilterDrawer);
  const count = countFilters(search.state);
  return (
    <>
      <Button
        look="outlined"
        icon={<Icon name="tune" />}
        aria-haspopup="dialog"
        onClick={() => {
          load(() => {
            setIsOpen(true);
          });
        }}
      >
        {count === 0 ? texts.filters.title : texts.filters.titleWith(count)}
      </Button>
      {FilterDrawer && (
        <FilterDrawer
          search={search}
          answer={answer}
          isOpen={isOpen}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      )}
    </>
  );
}
