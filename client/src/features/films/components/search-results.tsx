import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { useIsWide } from '../../../components/ui/use-is-wide.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import { countFilters } from '../search-state.ts';
import { useFilmResults } from '../use-film-results.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { ActiveFilters } from './active-filters.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { ShareButton } from '../../../components/ui/share-button.tsx';
import { describeFilters } from '../describe-search.ts';
import { NoResults } from './no-results.tsx';
import { ResultGrid } from './result-grid.tsx';
import { ResultsHeader } from './results-header.tsx';
import './search-results.css';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const OrderReasons = lazy(async () => ({ default: (await import('./order-reasons.tsx')).OrderReasons }));
const FilterDrawer = lazy(async () => ({ default: (await import('./filter-drawer.tsx')).FilterDrawer }));

/** Shows the films found, and the filters next to them. On small screens, the filters are above the films. */
export function SearchResults({ search }: { readonly search: FilmSearch }) {
  const results = useFilmResults(search.state);
  const { answer, error } = results;
  const isWide = useIsWide();
  const session = useSession();
  return (
    <div className="search-results">
      {isWide && (
        <aside className="search-results-filters" aria-label="Filters">
          <FilterPanel search={search} facets={answer?.facets} />
        </aside>
      )}
      <div className="search-results-films">
        <ResultsHeader search={search} answer={answer}>
          {!isWide && <FilterButton search={search} answer={answer} />}
          <ShareButton title={search.state.q === '' ? describeFilters(search.state) : search.state.q} />
        </ResultsHeader>
        <ActiveFilters search={search} />
        {session && answer !== undefined && answer.total > 0 && (
          <Suspense>
            <OrderReasons state={search.state} />
          </Suspense>
        )}
        <div className="search-results-progress">
          {results.isSlow && <span role="progressbar" aria-label="Searching" />}
        </div>
        {error !== undefined ? (
          <ErrorNotice error={error} onRetry={results.retry} />
        ) : answer?.total === 0 ? (
          <NoResults search={search} />
        ) : (
          <ResultGrid results={results} />
        )}
      </div>
    </div>
  );
}

function FilterButton({
  search,
  answer,
}: { readonly search: FilmSearch } & Pick<ReturnType<typeof useFilmResults>, 'answer'>) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const count = countFilters(search.state);
  return (
    <>
      <Button
        look="outlined"
        icon={<Icon name="tune" />}
        aria-haspopup="dialog"
        onClick={() => {
          setWasOpen(true);
          setIsOpen(true);
        }}
      >
        {count === 0 ? 'Filters' : `Filters (${String(count)})`}
      </Button>
      {wasOpen && (
        <Suspense>
          <FilterDrawer
            search={search}
            answer={answer}
            isOpen={isOpen}
            onClose={() => {
              setIsOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
