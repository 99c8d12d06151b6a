import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../../config/paths.ts';
import { useMovieProvider, useUnconfiguredProvider } from '../../../lib/use-movie-provider.ts';
import { matchingMovieQuery } from '../api/movies.ts';
import { texts } from '../texts.ts';
import { CacheBadge } from './cache-badge.tsx';
import { MovieFactsList } from './movie-facts-list.tsx';
import { ProviderNotice } from './provider-notice.tsx';
import '../../../components/ui/skeleton.css';
import './provider-panel.css';

type ProviderPanelProps = { readonly title: string; readonly year: number };

/**
 * What the external provider knows about a film of the catalogue, with the notice that the provider requires. Visitors
 * see no panel if the provider is not configured. Users who are signed in see why.
 */
export function ProviderPanel({ title, year }: ProviderPanelProps) {
  const provider = useMovieProvider();
  const unconfigured = useUnconfiguredProvider();
  // Without a key nothing is requested, so that a page that works has no failed requests.
  const query = useQuery({ ...matchingMovieQuery(title, year), enabled: provider !== undefined });
  const { data, error, isFetching } = query;
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
        {data && <CacheBadge answer={data} />}
      </div>
      {isFetching && !data && <span className="skeleton" style={{ height: 64 }} />}
      {error && !data && <Quiet>{texts.silent(name)}</Quiet>}
      {data === null && <Quiet>{texts.noMatch(name)}</Quiet>}
      {data && <MovieFactsList movie={data.value} />}
      {data && (
        <Link className="provider-panel-more" to={paths.movie.to(data.value.id)}>
          {texts.more(name)}
        </Link>
      )}
      {data && <ProviderNotice provider={provider} />}
    </section>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className="provider-panel-quiet">{children}</p>;
}
