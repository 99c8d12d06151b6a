import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import './provider-notice.css';

/** The logo, or the name, and the notice that the provider requires wherever its data is shown. */
export function ProviderNotice({ provider }: { readonly provider: MovieProvider }) {
  return (
    <div className="provider-notice">
      <a href={provider.url} rel="noreferrer">
        {provider.logo === undefined ? (
          provider.name
        ) : (
          <img src={provider.logo} alt={provider.name} height={20} loading="lazy" />
        )}
      </a>
      <p>{provider.notice}</p>
    </div>
  );
}
