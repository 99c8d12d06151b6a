import { findChromium } from '../../testing/browser/find-chromium.ts';
import { launchBrowser } from '../../testing/browser/launch.ts';
import { startBrowsedProduct } from '../../testing/browser/product.ts';

/**
 * Starts one server and one browser for all test files. `shared-browser.mjs` gives the browser to each of them. If there
 * is no browser, it starts neither.
 */
export default async function start() {
  const found = await findChromium();
  if ('absent' in found) {
    process.stdout.write(`\nNOTICE: the tests in a browser are skipped: ${found.absent}\n`);
    return;
  }
  process.stdout.write(`\nBrowser: ${found.version}, ${found.executable}\n`);
  const product = await startBrowsedProduct();
  const browser = await launchBrowser(found).catch(async (error) => {
    await product.stop();
    throw error;
  });
  process.env.MARQUEE_TEST_URL = product.url;
  globalThis.sharedBrowser = browser;
  globalThis.stopBrowserTests = async () => {
    await browser.close();
    await product.stop();
  };
}
