import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { MOVIE_PROVIDER } from '../../../config/movie-provider.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { healthQuery } from '../api/health.ts';
import { movieOfFilmQuery, type MovieDetails } from '../api/movies.ts';
import { ProviderNotice } from './provider-notice.tsx';
import '../../../components/ui/skeleton.css';
import './provider-panel.css';

/** Loaded only if there is a key. */
const CacheBadge = lazy(async () => ({ default: (await import('./cache-badge.tsx')).CacheBadge }));

/** What the external provider knows about a film of the catalogue, with the notice that the provider requires. */
export function ProviderPanel({ filmId }: { readonly filmId: string }) {
  const { data: health, isPending: isHealthPending } = useQuery(healthQuery());
  const isOff = health?.movies === 'not-configured';
  // Without a key nothing is requested, so that a page that works has no failed requests.
  const { data, error, isFetching } = useQuery({
    ...movieOfFilmQuery(filmId),
    enabled: !isHealthPending && !isOff,
  });
  return (
    <section className="provider-panel" aria-label={`On ${MOVIE_PROVIDER.name}`} aria-busy={isFetching}>
      <div className="provider-panel-heading">
        <h2 className="heading-2">On {MOVIE_PROVIDER.name}</h2>
        <Suspense>{data?.value.movie && <CacheBadge answer={data} />}</Suspense>
      </div>
      {isFetching && !data && <span className="skeleton" style={{ height: 64 }} />}
      {isOff && (
        <Quiet>Rating, runtime and director are not shown, because this server has no {MOVIE_PROVIDER.name} key.</Quiet>
      )}
      {error && !data && <Quiet>{MOVIE_PROVIDER.name} isn&apos;t responding right now.</Quiet>}
      {data?.value.movie === null && <Quiet>{MOVIE_PROVIDER.name} has no film with this title and year.</Quiet>}
      {data?.value.movie && <MovieFacts movie={data.value.movie} />}
      {data?.value.movie && <ProviderNotice />}
    </section>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className="provider-panel-quiet">{children}</p>;
}

function MovieFacts({ movie }: { readonly movie: MovieDetails }) {
  const { tagline, rating, votes, runtimeMin, countries, crew, trailer } = movie;
  const directors = crew.filter(({ role }) => role === 'Director').map(({ name }) => name);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Rating', rating === undefined ? undefined : `${rating.toFixed(1)}/10 · ${formatCount(votes)} votes`],
    ['Runtime', runtimeMin === undefined ? undefined : lengthOf(runtimeMin)],
    [directors.length > 1 ? 'Directors' : 'Director', directors.join(', ')],
    ['Country', countries.join(', ')],
  ];
  return (
    <>
      {tagline !== undefined && <p className="provider-panel-tagline">{tagline}</p>}
      <dl className="provider-panel-facts">
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
      </dl>
      {trailer !== undefined && (
        <a className="provider-panel-trailer" href={trailer} rel="noreferrer">
          Watch the trailer on {new URL(trailer).hostname.replace('www.', '')}
        </a>
      )}
    </>
  );
}

function lengthOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${String(minutes)} min` : `${String(hours)} h ${String(minutes % 60)} min`;
}
