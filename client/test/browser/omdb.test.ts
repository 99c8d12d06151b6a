import { afterAll, beforeAll, expect } from '@jest/globals';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { OmdbDouble } from '../../../server/testing/omdb-double/server.ts';
import { startProduct } from '../../../server/testing/start-product.ts';

let double: OmdbDouble | undefined;
let product: Awaited<ReturnType<typeof startProduct>> | undefined;
beforeAll(async () => {
  // Without a browser, all browser tests are skipped.
  if (process.env['MARQUEE_TEST_URL'] === undefined) return;
  double = await OmdbDouble.start();
  product = await startProduct(undefined, {
    MARQUEE_MOVIE_PROVIDER: 'omdb',
    MARQUEE_OMDB_URL: double.url,
    MARQUEE_OMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_OMDB_KEY: double.token,
  });
});
afterAll(async () => {
  await product?.stop();
  await double?.close();
});

browserTest(
  'with OMDb as the provider, the page finds movies, shows their posters and credits OMDb by name',
  async ({ page }) => {
    await page.goto(`${product?.url ?? ''}/movies?query=crimson`);
    const cards = page.getByRole('list', { name: 'Results from OMDb' }).getByRole('link');
    // The double spoils one row of a full page of 10.
    await cards.nth(8).waitFor();
    // Fails if the Content-Security-Policy blocks the poster.
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('main img')?.naturalWidth ?? 0) > 0);
    await cards.first().click();
    await page.getByRole('heading', { level: 1, name: 'The Crimson Harbour of Brackwater' }).waitFor();
    await page.getByText('licensed under CC BY-NC 4.0').waitFor();
    const credit = page.getByRole('link', { name: 'OMDb', exact: true }).last();
    expect([await credit.innerText(), await credit.locator('img').count()]).toEqual(['OMDb', 0]);
  },
);
