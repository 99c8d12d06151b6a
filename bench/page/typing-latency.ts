import type { FoundChromium } from '../../client/testing/browser/find-chromium.ts';
import { launchBrowser } from '../../client/testing/browser/launch.ts';

const QUERIES = [
  'godfather',
  'casablanca',
  'metropolis',
  'vertigo',
  'alien',
  'jaws',
  'gladiator',
  'chinatown',
  'scarface',
];
/** The pause that a fast typist makes between letters. */
const BETWEEN_KEYS_MS = 90;

/**
 * Returns the times from the last letter of a query to the frame that shows the first film, in milliseconds, with one
 * value for each query. They include the time that the page waits after a letter before it searches.
 */
export async function measureTyping(url: string, found: FoundChromium): Promise<readonly number[]> {
  const browser = await launchBrowser(found);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, baseURL: url });
    const latencies: number[] = [];
    for (const query of QUERIES) {
      await page.goto('/?sort=title');
      await page.locator('[data-card]').first().waitFor();
      await page.getByRole('combobox', { name: 'Search films' }).focus();
      const shown = page.evaluate(async (wanted) => {
        let typedMs = 0;
        addEventListener('keydown', () => (typedMs = performance.now()), true);
        for (;;) {
          await new Promise(requestAnimationFrame);
          const title = document.querySelector('main [data-title]')?.textContent.toLowerCase() ?? '';
          const heading = document.querySelector('h1')?.textContent ?? '';
          if (heading.includes(wanted) && title.includes(wanted)) return performance.now() - typedMs;
        }
      }, query);
      await page.keyboard.type(query, { delay: BETWEEN_KEYS_MS });
      latencies.push(await shown);
    }
    return latencies;
  } finally {
    await browser.close();
  }
}
