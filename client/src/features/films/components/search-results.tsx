import TuneIcon from '@mui/icons-material/Tune';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import useMediaQuery from '@mui/material/useMediaQuery';
import { lazy, Suspense, useState } from 'react';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { countFilters } from '../search-state.ts';
import { useFilmResults } from '../use-film-results.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { ActiveFilters } from './active-filters.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { NoResults } from './no-results.tsx';
import { ResultGrid } from './result-grid.tsx';
import { ResultsHeader } from './results-header.tsx';

const FilterDrawer = lazy(async () => ({ default: (await import('./filter-drawer.tsx')).FilterDrawer }));

/** Filters beside films; below each other where the screen is small. */
export function SearchResults({ search }: { readonly search: FilmSearch }) {
  const results = useFilmResults(search.state);
  const { answer, error } = results;
  const isWide = useMediaQuery((theme) => theme.breakpoints.up('md'), { noSsr: true });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { md: '250px minmax(0, 1fr)' }, gap: { xs: 2, md: 4 } }}>
      {isWide && (
        <Box
          component="aside"
          aria-label="Filters"
          sx={{
            position: 'sticky',
            top: 88,
            alignSelf: 'start',
            maxHeight: 'calc(100dvh - 100px)',
            overflowY: 'auto',
            pb: 3,
            mx: '-10px',
            px: '2px',
            scrollbarWidth: 'thin',
          }}
        >
          <FilterPanel search={search} facets={answer?.facets} />
        </Box>
      )}
      <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
        <ResultsHeader search={search} answer={answer}>
          {!isWide && <FilterButton search={search} answer={answer} />}
        </ResultsHeader>
        <ActiveFilters search={search} />
        <Box sx={{ height: 4 }}>{results.isSlow && <LinearProgress aria-label="Searching" />}</Box>
        {error !== undefined ? (
          <ErrorNotice error={error} onRetry={results.retry} />
        ) : answer?.total === 0 ? (
          <NoResults search={search} />
        ) : (
          <ResultGrid results={results} />
        )}
      </Box>
    </Box>
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
        variant="outlined"
        startIcon={<TuneIcon />}
        aria-haspopup="dialog"
        sx={{ justifySelf: 'start', borderRadius: 999 }}
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
