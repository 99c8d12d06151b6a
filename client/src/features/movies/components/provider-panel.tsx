import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../../config/paths.ts';
import { useMovieProvider, useUnconfiguredProvider } from '../../../lib/use-movie-provider.ts';
import { movieOfFilmQuery } from '../api/movies.ts';
import { texts } from '../texts.ts';
import { CacheBadge } from './cache-badge.tsx';
import { MovieFactsList } from './movie-facts-list.tsx';
import { ProviderNotice } from './provider-notice.tsx';
import '../../../components/ui/skeleton.css';
import './provider-panel.css';

/**
 * What the external provider knows about a film of the catalogue, with the notice that the provider requires. Visitors
 * see no panel if the provider is not configured. Users who are signed in see why.
 */
export function ProviderPanel({ filmId }: { readonly filmId: string }) {
  const provider = useMovieProvider();
  const unconfigured = useUnconfiguredProvider();
  // Without a key nothing is requested, so that a page that works has no failed requests.
  const query = useQuery({ ...movieOfFilmQuery(filmId), enabled: provider !== undefined });
  const { data, error, isFetching } = query;
  const movie = data?.value.movie;
  if (unconfigured) {
    return (
      <Quiet>
        {texts.setUp.onFilm(unconfigured.name)} <Link to={paths.movies.to()}>{texts.setUp.how}</Link>
      </Quiet>
    );
  }
  if (!provider) return null;
  const { name } = provider;
  return (
    <section className="provider-panel" aria-label={texts.on(name)} aria-busy={isFetching}>
      <div className="provider-panel-heading">
        <h2 className="heading-2">{texts.on(name)}</h2>
        {movie && <CacheBadge answer={data} />}
      </div>
      {isFetching && !data && <span className="skeleton" style={{ height: 64 }} />}
      {error && !data && <Quiet>{texts.silent(name)}</Quiet>}
      {movie === null && <Quiet>{texts.noMatch(name)}</Quiet>}
      {movie && <MovieFactsList movie={movie} />}
      {movie && (
        <Link className="provider-panel-more" to={paths.movie.to(movie.id)}>
          {texts.more(name)}
        </Link>
      )}
      {movie && <ProviderNotice provider={provider} />}
    </section>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className="provider-panel-quiet">{children}</p>;
}
