import { startProduct, type RunningProduct } from '../../server/testing/start-product.ts';
import { TmdbDouble } from '../../server/testing/tmdb-double/server.ts';

/**
 * Starts Marquee with a stand-in for TMDB.
 *
 * @param data a file to import first; without it, Marquee has its sample
 * @param others environment variables in addition to those for the stand-in
 */
export async function startOwnProduct(
  data: string | undefined,
  others: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const double = await TmdbDouble.start();
  const settings = {
    ...others,
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
  };
  const { stop, ...product } = await startProduct(data, settings);
  return {
    ...product,
    stop: async () => {
      await stop();
      await double.close();
    },
  };
}
