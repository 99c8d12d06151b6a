import { buildWhenStale } from '../../../scripts/build-when-stale.ts';
import { startProduct } from '../../../server/testing/start-product.ts';
import { TmdbDouble } from '../../../server/testing/tmdb-double/server.ts';

/** Marquee in a separate process, as users start it, with a stand-in for the movie provider. */
export type BrowsedProduct = {
  /** Origin of the page and the API. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/**
 * Builds the page if necessary, and starts the local server on free ports. The server uses an embedded DynamoDB with
 * the sample films, a stand-in for TMDB, and the development issuer.
 */
export async function startBrowsedProduct(): Promise<BrowsedProduct> {
  await buildPage();
  const double = await TmdbDouble.start();
  const product = await startProduct(undefined, {
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
    MARQUEE_SEARCHES_WITHOUT_RESULTS: 'true',
  });
  return {
    // The issuer has the host name 127.0.0.1. The page gets the name localhost, so that page and issuer are different
    // sites. The page then cannot use the issuer's cookies, as in AWS.
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
