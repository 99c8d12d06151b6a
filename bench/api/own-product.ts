import { startProduct, type RunningProduct } from '../../server/testing/start-product.ts';
import { TmdbDouble } from '../../server/testing/tmdb-double/server.ts';

/** Starts Marquee with a stand-in for TMDB. @param data a file to import first; without it, Marquee has its sample */
export async function startOwnProduct(data: string | undefined): Promise<RunningProduct> {
  const double = await TmdbDouble.start();
  const settings = {
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
