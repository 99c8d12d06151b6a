import { IMAGE_ORIGINS, type PageOrigins } from '../adapters/driving/http/page-headers.ts';
import type { LocalConfig } from './local-config.ts';

/**
 * The origins that the page of the local server may reach. The settings say where the provider's images are. The images
 * of a test double, for example, are on this machine.
 *
 * @param issuer URL of the token issuer; absent: nobody can sign in
 */
export function pageOrigins({ movies }: Pick<LocalConfig, 'movies'>, issuer: string | undefined): PageOrigins {
  return {
    connect: issuer !== undefined && URL.canParse(issuer) ? [new URL(issuer).origin] : [],
    images: [...new Set([...IMAGE_ORIGINS, new URL(movies.provider.imageUrl).origin])],
  };
}
