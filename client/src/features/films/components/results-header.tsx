import type { ReactNode } from 'react';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { Sentence } from '../../../components/ui/sentence.tsx';
import type { FilmsPage } from '../api/search-films.ts';
import { announceResults, describeFilters } from '../describe-search.ts';
import { SORTS } from '../search-state.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import '../../../components/ui/select.css';
import './results-header.css';

type ResultsHeaderProps = {
  readonly search: FilmSearch;
  readonly answer: FilmsPage | undefined;
  /** The next search, if its answer is late. Shown in place of the number of films. */
  readonly waitingFor: string | undefined;
  /** Shown before the sort order. */
  readonly children: ReactNode;
};

/** Shows the search, the number of films found, the time that the search took, and the sort order. */
export function ResultsHeader({ search: { state, apply, commit }, answer, waitingFor, children }: ResultsHeaderProps) {
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
              <Sentence text={texts.results.titleFor} parts={{ words: <bdi>{state.q}</bdi> }} />
            )}
          </h1>
          <p className="results-header-count">
            {waitingFor === undefined ? answer && describeCount(answer) : texts.results.searchingFor(waitingFor)}
          </p>
        </div>
        <div>
          {children}
          <label className="results-header-sort">
            <span>{texts.results.sortBy}</span>
            <select
              value={sort}
              className="select"
              onChange={({ target }) => {
                const chosen = SORTS.find((known) => known === target.value);
                if (chosen) apply(() => ({ sort: chosen }));
              }}
            >
              {SORTS.filter((known) => !isWordless || known !== 'relevance').map((known) => (
                <option key={known} value={known}>
                  {texts.results.sorts[known]}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {answer?.isPartial === true && answer.total > 0 && <p>{texts.results.closest}</p>}
      {didYouMean !== undefined && didYouMean !== state.q && (
        <p>
          <Sentence
            text={texts.results.corrected}
            parts={{
              meant: (
                <button
                  type="button"
                  aria-label={texts.results.searchFor(didYouMean)}
                  onClick={() => {
                    commit(didYouMean);
                  }}
                >
                  <bdi>{didYouMean}</bdi>
                </button>
              ),
              searchInstead: (
                <button
                  type="button"
                  onClick={() => {
                    apply(() => ({ isLiteral: true }));
                  }}
                >
                  <Sentence text={texts.results.searchInstead} parts={{ words: <bdi>{state.q}</bdi> }} />
                </button>
              ),
            }}
          />
        </p>
      )}
      <Announcer message={answer ? announceResults(state, answer.total, didYouMean) : ''} />
    </div>
  );
}

/** The number of films, and how long this reader waited for them. Nobody cares how fast nothing was found. */
function describeCount({ total, waitedMs }: FilmsPage): string {
  return total === 0 ? texts.results.count(0) : texts.results.took(total, Math.max(10, waitedMs));
}
