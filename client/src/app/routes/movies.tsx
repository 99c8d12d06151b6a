import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { lazyPart } from '../../components/ui/lazy-part.tsx';
import { useReturnFocus } from '../../components/ui/return-focus.ts';
import { Sentence } from '../../components/ui/sentence.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { useHeadingFocus } from '../../components/ui/use-heading-focus.ts';
import { healthQuery } from '../../features/movies/api/health.ts';
import { moviesQuery } from '../../features/movies/api/movies.ts';
import { MovieResults } from '../../features/movies/components/movie-results.tsx';
import { MovieYear } from '../../features/movies/components/movie-year.tsx';
import { NoKey } from '../../features/movies/components/no-key.tsx';
import { ProviderNotice } from '../../features/movies/components/provider-notice.tsx';
import { texts } from '../../features/movies/page-texts.ts';
import { texts as featureTexts } from '../../features/movies/texts.ts';
import { useMovieSearch } from '../../features/movies/use-movie-search.ts';
import { pageConfigQuery } from '../../lib/page-config.ts';
import { useSession } from '../../lib/session/use-session.ts';
import type { MovieProvider } from '../../lib/use-movie-provider.ts';
import { Component as NotFound } from './not-found.tsx';

/** Loaded on demand, because visitors who are not signed in do not need it. */
const PurgeCacheButton = lazyPart(
  async () => (await import('../../features/manage/components/purge-cache-button.tsx')).PurgeCacheButton,
);

/**
 * The page that searches the external movie provider. Without a provider, visitors see the page for unknown addresses.
 */
export function Component() {
  const { data: config, error, refetch } = useQuery(pageConfigQuery);
  const session = useSession();
  if (error && !config) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  if (!config) return null;
  if (config.movies.isConfigured) return <MoviesPage provider={config.movies} />;
  return session ? <NoKey provider={config.movies} /> : <NotFound />;
}

function MoviesPage({ provider }: { readonly provider: MovieProvider }) {
  const { query, page, year } = useMovieSearch();
  const search = { query, page, year };
  const session = useSession();
  // The heading describes the movies that are shown. While the next answer is loading, they are those of the previous
  // query.
  const shown = useQuery(moviesQuery(search)).data?.query ?? query;
  const heading = useHeadingFocus('movies');
  useReturnFocus();
  useDocumentTitle(query === '' ? featureTexts.search(provider.name) : texts.searchTitle(query, provider.name));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography ref={heading} variant="h1" tabIndex={-1} sx={{ fontSize: '1.75rem', overflowWrap: 'anywhere' }}>
        {query === '' ? (
          featureTexts.search(provider.name)
        ) : (
          <Sentence text={texts.resultsFor} parts={{ words: <bdi>{shown}</bdi>, provider: provider.name }} />
        )}
      </Typography>
      {session && <PurgeCacheButton />}
      {query === '' ? (
        <Invitation provider={provider} />
      ) : (
        <>
          <MovieYear />
          <MovieResults provider={provider} state={search} />
        </>
      )}
    </Box>
  );
}

function Invitation({ provider }: { readonly provider: MovieProvider }) {
  const { data: health } = useQuery(healthQuery());
  return (
    <Box sx={{ maxWidth: '68ch', display: 'grid', gap: 2 }}>
      <Typography>{texts.invitation(provider.name)}</Typography>
      {health?.movies === 'breaker-open' && <Alert severity="warning">{texts.silentForNow(provider.name)}</Alert>}
      <ProviderNotice provider={provider} />
    </Box>
  );
}
