import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import NativeSelect from '@mui/material/NativeSelect';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Announcer } from '../../../components/ui/announcer.tsx';
import type { SearchResult } from '../../../lib/api-types.gen.ts';
import { describeFilters } from '../describe-search.ts';
import { SORTS, type SearchState } from '../search-state.ts';
import type { FilmSearch } from '../use-film-search.ts';

const SORT_NAMES: Record<SearchState['sort'], string> = {
  relevance: 'Best match',
  '-year': 'Newest first',
  year: 'Oldest first',
  title: 'Title A to Z',
};

type ResultsHeaderProps = {
  readonly search: FilmSearch;
  readonly answer: SearchResult | undefined;
  /** Stands before the order of the films. */
  readonly children: ReactNode;
};

/** What was asked, how many films there are, how long it took, and in which order they stand. */
export function ResultsHeader({ search: { state, apply, commit }, answer, children }: ResultsHeaderProps) {
  const { didYouMean } = answer ?? {};
  // Without words the best match is the newest film, and two names for one order would be one too many.
  const isWordless = state.q === '';
  const sort = isWordless && state.sort === 'relevance' ? '-year' : state.sort;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'end', flexWrap: 'wrap', gap: '4px 16px' }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
          <Typography variant="h1" tabIndex={-1} sx={{ fontSize: '1.75rem', overflowWrap: 'anywhere' }}>
            {state.q === '' ? (
              describeFilters(state)
            ) : (
              <>
                Films for “<bdi>{state.q}</bdi>”
              </>
            )}
          </Typography>
          <Typography sx={{ color: 'text.secondary', minHeight: 24, fontVariantNumeric: 'tabular-nums' }}>
            {answer && `${countOf(answer.total)} in ${milliseconds(answer.tookMs)}`}
          </Typography>
        </Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
          {children}
          <NativeSelect
            value={sort}
            disableUnderline
            inputProps={{ 'aria-label': 'Order' }}
            onChange={({ target }) => {
              const chosen = SORTS.find((known) => known === target.value);
              if (chosen) apply({ sort: chosen });
            }}
            sx={{ fontWeight: 600, '& select': { minHeight: 24, paddingInlineStart: 1 } }}
          >
            {SORTS.filter((known) => !isWordless || known !== 'relevance').map((known) => (
              <option key={known} value={known}>
                {SORT_NAMES[known]}
              </option>
            ))}
          </NativeSelect>
        </Box>
      </Box>
      {answer?.isPartial === true && answer.total > 0 && (
        <Typography>No film has all of these words. These have the most of them.</Typography>
      )}
      {didYouMean !== undefined && didYouMean !== state.q && (
        <Typography>
          Did you mean{' '}
          <Link
            component="button"
            sx={{ fontWeight: 650, verticalAlign: 'baseline', minHeight: 24 }}
            onClick={() => {
              commit(didYouMean);
            }}
          >
            <bdi>{didYouMean}</bdi>
          </Link>
          ?
        </Typography>
      )}
      <Announcer message={answer ? `${countOf(answer.total)} found` : ''} />
    </Box>
  );
}

function countOf(total: number): string {
  if (total === 0) return 'No films';
  return total === 1 ? '1 film' : `${total.toLocaleString('en')} films`;
}

function milliseconds(tookMs: number): string {
  return tookMs < 10 ? `${tookMs.toFixed(1)} ms` : `${String(Math.round(tookMs))} ms`;
}
