import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Pagination from '@mui/material/Pagination';
import PaginationItem from '@mui/material/PaginationItem';
import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useAfter } from '../../../components/ui/use-after.ts';
import { useSteadyError } from '../../../components/ui/use-steady-error.ts';
import { paths } from '../../../config/paths.ts';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import { moviesQuery } from '../api/movies.ts';
import { texts } from '../page-texts.ts';
import { formatMovieSearch, type MovieSearchState } from '../use-movie-search.ts';
import { CacheBadge } from './cache-badge.tsx';
import { MovieCard } from './movie-card.tsx';
import { ProviderNotice } from './provider-notice.tsx';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
  gap: '24px 28px',
});

const SLOW_MS = 500;
const FIRST_SCREEN = 6;

type MovieResultsProps = { readonly provider: MovieProvider; readonly state: MovieSearchState };

/** One page of the provider's results, and how old it is. */
export function MovieResults({ provider, state }: MovieResultsProps) {
  const { name } = provider;
  const answer = useQuery(moviesQuery(state));
  const { data, isFetching, isPlaceholderData, refetch } = answer;
  const error = useSteadyError(answer, formatMovieSearch(state));
  const isSlow = useAfter(isFetching, SLOW_MS);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { items = [], totalResults = 0, totalPages = 0, cache } = data?.value ?? {};
  const count = texts.count(totalResults);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          alignContent: 'start',
          gap: '6px 16px',
          minHeight: { xs: 58, sm: 28 },
        }}
      >
        {data && <Typography sx={{ color: 'text.secondary' }}>{count}</Typography>}
        {data && <CacheBadge answer={data} />}
      </Box>
      <Announcer message={data ? texts.found(totalResults) : ''} />
      {cache?.status === 'stale' && <Alert severity="warning">{texts.silentSaved(name)}</Alert>}
      <Box sx={{ height: 4 }}>{isSlow && <LinearProgress aria-label={texts.searching} />}</Box>
      {data && items.length === 0 && <NoMovies name={name} state={state} totalPages={totalPages} />}
      <List
        aria-label={texts.results(name)}
        aria-busy={isFetching}
        sx={{ filter: isPlaceholderData && isSlow ? 'grayscale(0.8)' : 'none' }}
      >
        {items.map((movie, index) => (
          <MovieCard key={movie.id} movie={movie} isFirst={index < FIRST_SCREEN} />
        ))}
        {!data && <Skeletons />}
      </List>
      {totalPages > 1 && (
        <Pagination
          sx={{ justifySelf: 'center', mt: 2 }}
          page={state.page}
          count={totalPages}
          renderItem={(item) => (
            <PaginationItem
              {...item}
              component={Link}
              to={paths.movies.to(formatMovieSearch({ ...state, page: item.page ?? 1 }))}
            />
          )}
        />
      )}
      <ProviderNotice provider={provider} />
    </Box>
  );
}

type NoMoviesProps = { readonly name: string; readonly state: MovieSearchState; readonly totalPages: number };

/** Shown in place of the results, with a way back to them if there are any. */
function NoMovies({ name, state, totalPages }: NoMoviesProps) {
  const { page, year } = state;
  const linkTo = (search: MovieSearchState) => paths.movies.to(formatMovieSearch(search));
  if (page === 1) {
    const allYears = year !== undefined && (
      <ButtonLink look="filled" to={linkTo({ ...state, year: undefined })}>
        {texts.allYears}
      </ButtonLink>
    );
    return (
      <Notice title={texts.none(name)} actions={allYears || undefined}>
        {texts.fewerWords}
      </Notice>
    );
  }
  const hasOtherLast = totalPages > 1 && totalPages < page;
  return (
    <Notice
      title={texts.emptyPage(page)}
      actions={
        <>
          <ButtonLink look="filled" to={linkTo({ ...state, page: 1 })}>
            {texts.toFirstPage}
          </ButtonLink>
          {hasOtherLast && <ButtonLink to={linkTo({ ...state, page: totalPages })}>{texts.toLastPage}</ButtonLink>}
        </>
      }
    >
      {texts.pagesEndBefore}
    </Notice>
  );
}

function Skeletons() {
  return Array.from({ length: 12 }, (_, index) => (
    <li key={index} aria-hidden>
      <Skeleton variant="rounded" height={156} />
    </li>
  ));
}
