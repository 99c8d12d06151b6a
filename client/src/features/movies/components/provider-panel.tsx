import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Movie } from '../../../lib/api-types.gen.ts';
import { healthQuery } from '../api/health.ts';
import { matchingMovieQuery } from '../api/movies.ts';
import { CacheBadge } from './cache-badge.tsx';
import { TmdbNotice } from './tmdb-notice.tsx';

const Panel = styled('section')(({ theme }) => ({
  display: 'grid',
  gap: 12,
  // As high empty as filled in most cases, so that what comes below stays where it is.
  minHeight: 148,
  alignContent: 'start',
  padding: 20,
  borderRadius: 14,
  border: `1px solid ${(theme.vars ?? theme).palette.divider}`,
  backgroundColor: (theme.vars ?? theme).palette.background.paper,
}));

const Facts = styled('dl')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '10px 32px',
  margin: 0,
  '& dt': { fontSize: '0.8125rem', color: (theme.vars ?? theme).palette.text.secondary },
  '& dd': { margin: 0, fontWeight: 600, overflowWrap: 'anywhere' },
}));

type ProviderPanelProps = { readonly title: string; readonly year: number };

/** What the external provider knows of a film of the catalogue, with the notice that it asks for. */
export function ProviderPanel({ title, year }: ProviderPanelProps) {
  const { data: health, isPending: isHealthPending } = useQuery(healthQuery());
  const isOff = health?.movies === 'not-configured';
  // Where there is no key nothing is asked for: a page that works has no failed requests.
  const { data, error, isFetching } = useQuery({
    ...matchingMovieQuery(title, year),
    enabled: !isHealthPending && !isOff,
  });
  return (
    <Panel aria-label="On TMDB" aria-busy={isFetching}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
        <Typography variant="h2">On TMDB</Typography>
        {data && <CacheBadge answer={data} />}
      </Box>
      {isFetching && !data && <Skeleton variant="rounded" height={64} />}
      {isOff && (
        <Quiet>
          Rating, length and director would stand here: live movie data is off, since this server has no TMDB key.
        </Quiet>
      )}
      {error && !data && <Quiet>TMDB does not answer just now.</Quiet>}
      {data === null && <Quiet>TMDB has no film of this name and year.</Quiet>}
      {data && <MovieFacts movie={data.value} />}
      {data && <TmdbNotice />}
    </Panel>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <Typography sx={{ color: 'text.secondary' }}>{children}</Typography>;
}

function MovieFacts({ movie }: { readonly movie: Movie }) {
  const { tagline, rating, votes, runtimeMin, countries, crew } = movie;
  const directors = crew.filter(({ role }) => role === 'Director').map(({ name }) => name);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Rating', rating === undefined ? undefined : `${rating.toFixed(1)} of 10 (${votes.toLocaleString('en')} votes)`],
    ['Length', runtimeMin === undefined ? undefined : lengthOf(runtimeMin)],
    [directors.length > 1 ? 'Directors' : 'Director', directors.join(', ')],
    ['From', countries.join(', ')],
  ];
  return (
    <>
      {tagline !== undefined && <Typography sx={{ fontStyle: 'italic' }}>{tagline}</Typography>}
      <Facts>
        {facts.map(
          ([name, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </Facts>
    </>
  );
}

function lengthOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${String(minutes)} min` : `${String(hours)} h ${String(minutes % 60)} min`;
}
