import { buildWhenStale } from '../../../scripts/build-when-stale.ts';
import { startProduct } from '../../../server/testing/start-product.ts';
import { TmdbDouble } from '../../../server/testing/tmdb-double/server.ts';

/** The product as users start it, with a provider, in a process of its own. */
export type BrowsedProduct = {
  /** Origin of the page and the API. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/**
 * Builds the page if necessary, and starts the local server on free ports, over an embedded DynamoDB with the sample
 * films, the TMDB double and the development issuer.
 */
export async function startBrowsedProduct(): Promise<BrowsedProduct> {
  await buildPage();
  const double = await TmdbDouble.start();
  const product = await startProduct(undefined, {
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
  });
  return {
    // Cookies of 127.0.0.1 belong to the issuer. Under the name localhost the page is another site, as it is in AWS.
    url: product.url.replace('127.0.0.1', 'localhost'),
    stop: async () => {
      await product.stop();
      await double.close();
    },
  };
}

/** Builds the page if it is missing or out of date. */
export async function buildPage(): Promise<void> {
  if (!(await buildWhenStale('page'))) throw new Error('The page could not be built.');
}
