import { MOVIE_PROVIDER } from '../../../config/movie-provider.ts';
import './provider-notice.css';

/** The notice that the provider requires wherever its data is shown. */
export function ProviderNotice() {
  return (
    <p className="provider-notice">
      Data from{' '}
      <a href={MOVIE_PROVIDER.url} rel="noreferrer">
        {MOVIE_PROVIDER.name}
      </a>
      . {MOVIE_PROVIDER.notice}
    </p>
  );
}
