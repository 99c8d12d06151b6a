import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useHeadingFocus } from '../../components/ui/use-heading-focus.ts';
import { MOVIE_PROVIDER } from '../../config/movie-provider.ts';
import { healthQuery } from '../../features/movies/api/health.ts';
import { MovieResults } from '../../features/movies/components/movie-results.tsx';
import { NoKey } from '../../features/movies/components/no-key.tsx';
import { ProviderNotice } from '../../features/movies/components/provider-notice.tsx';
import { useMovieSearch } from '../../features/movies/use-movie-search.ts';
import { useSession } from '../../lib/session/use-session.ts';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const PurgeCacheButton = lazy(async () => ({
  default: (await import('../../features/manage/components/purge-cache-button.tsx')).PurgeCacheButton,
}));

/** The page that searches the external movie provider. */
export function Component() {
  const { query, page } = useMovieSearch();
  const session = useSession();
  const heading = useHeadingFocus('movies');
  useDocumentTitle(query === '' ? `Search ${MOVIE_PROVIDER.name}` : `${query} · ${MOVIE_PROVIDER.name}`);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography
        ref={heading}
        variant="h1"
        tabIndex={-1}
        sx={{ fontSize: '1.75rem', outline: 'none', overflowWrap: 'anywhere' }}
      >
        {query === '' ? (
          `Search ${MOVIE_PROVIDER.name}`
        ) : (
          <>
            Movies for “<bdi>{query}</bdi>”
          </>
        )}
      </Typography>
      {session && (
        <Suspense>
          <PurgeCacheButton />
        </Suspense>
      )}
      {query === '' ? <Invitation /> : <MovieResults state={{ query, page }} />}
    </Box>
  );
}

function Invitation() {
  const { data: health } = useQuery(healthQuery());
  if (health?.movies === 'not-configured') return <NoKey />;
  return (
    <Box sx={{ maxWidth: '68ch', display: 'grid', gap: 2 }}>
      <Typography>
        Search all of {MOVIE_PROVIDER.name} as you type. For two minutes after a search, a cache answers the same search
        for everybody. Each page of results shows whether it came from the cache, how old it is and how often it has
        been served.
      </Typography>
      {health?.movies === 'breaker-open' && (
        <Alert severity="warning">
          {MOVIE_PROVIDER.name} is not responding, so new searches are paused for a moment. Saved results are still
          shown.
        </Alert>
      )}
      <ProviderNotice />
    </Box>
  );
}
