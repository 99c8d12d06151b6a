import type { ReactNode } from 'react';
import { Announcer } from '../../../components/ui/announcer.tsx';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { describeFilters } from '../describe-search.ts';
import { SORTS, type SearchState } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';
import './results-header.css';

const SORT_NAMES: Record<SearchState['sort'], string> = {
  relevance: 'Best match',
  '-year': 'Newest first',
  year: 'Oldest first',
  title: 'Title A to Z',
};

type ResultsHeaderProps = {
  readonly search: FilmSearch;
  readonly answer: SearchResult | undefined;
  /** Shown before the sort order. */
  readonly children: ReactNode;
};

/** Shows the search, the number of films found, the time that the search took, and the sort order. */
export function ResultsHeader({ search: { state, apply, commit }, answer, children }: ResultsHeaderProps) {
  const { didYouMean } = answer ?? {};
  // Without words, "best match" is the same order as "newest first", so only one of them is offered.
  const isWordless = state.q === '';
  const sort = isWordless && state.sort === 'relevance' ? '-year' : state.sort;
  return (
    <div className="results-header">
      <div className="results-header-row">
        <div>
          <h1 className="heading-1" tabIndex={-1}>
            {state.q === '' ? (
              describeFilters(state)
            ) : (
              <>
                Films for “<bdi>{state.q}</bdi>”
              </>
            )}
          </h1>
          <p className="results-header-count">
            {answer && `${countOf(answer.total)} in ${milliseconds(answer.tookMs)}`}
          </p>
        </div>
        <div>
          {children}
          <select
            value={sort}
            aria-label="Sort by"
            onChange={({ target }) => {
              const chosen = SORTS.find((known) => known === target.value);
              if (chosen) apply({ sort: chosen });
            }}
          >
            {SORTS.filter((known) => !isWordless || known !== 'relevance').map((known) => (
              <option key={known} value={known}>
                {SORT_NAMES[known]}
              </option>
            ))}
          </select>
        </div>
      </div>
      {answer?.isPartial === true && answer.total > 0 && (
        <p>No film has all these words, or newly imported films are not searchable yet. Showing the closest matches.</p>
      )}
      {didYouMean !== undefined && didYouMean !== state.q && (
        <p>
          Did you mean{' '}
          <button
            type="button"
            onClick={() => {
              commit(didYouMean);
            }}
          >
            <bdi>{didYouMean}</bdi>
          </button>
          ?
        </p>
      )}
      <Announcer message={answer ? announcementOf(answer) : ''} />
    </div>
  );
}

function announcementOf({ total, didYouMean }: SearchResult): string {
  const found = `${countOf(total)} found`;
  return didYouMean === undefined ? found : `${found}. Did you mean ${didYouMean}?`;
}

function countOf(total: number): string {
  if (total === 0) return 'No films';
  return total === 1 ? '1 film' : `${formatCount(total)} films`;
}

function milliseconds(tookMs: number): string {
  return tookMs < 10 ? `${tookMs.toFixed(1)} ms` : `${String(Math.round(tookMs))} ms`;
}
