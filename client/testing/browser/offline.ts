import type { Page } from 'playwright-core';
import { settled } from './state.ts';

/**
 * Takes the connection away. Waits first until the page has loaded everything that it shows, because it cannot load
 * scripts afterwards. Then waits until the page has noticed: a request that begins earlier would fail instead of
 * waiting.
 */
export async function goOffline(page: Page): Promise<void> {
  await settled(page);
  const noticed = await page.evaluateHandle(() => ({
    offline: new Promise((resolve) => {
      addEventListener('offline', resolve, { once: true });
    }),
  }));
  await page.context().setOffline(true);
  await noticed.evaluate(({ offline }) => offline.then(() => undefined));
  await page.getByRole('status').filter({ hasText: "You're offline." }).waitFor();
}
