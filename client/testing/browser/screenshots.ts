import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { launchBrowser } from './launch.ts';
import { startBrowsedProduct } from './product.ts';

/** `npm run screenshots` takes pictures of the main pages for the README, with the sample films. */
const FOLDER = join(import.meta.dirname, '../../../docs/screenshots');
const WEBP_QUALITY = 82;
/** Time for elements to fade in. */
const SETTLE_MS = 600;

type Shot = {
  readonly name: string;
  readonly path: string;
  readonly options?: BrowserContextOptions;
  /** Runs before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
};

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

const SHOTS: readonly Shot[] = [
  { name: 'first-visit-light', path: '/' },
  { name: 'search-dark', path: '/?genre=Drama&sort=year', options: { colorScheme: 'dark' } },
  {
    name: 'suggestions-light',
    path: '/',
    act: async (page) => {
      await page.getByRole('combobox', { name: 'Search films' }).pressSequentially('al p');
      await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
    },
  },
  { name: 'film-light', path: '/films/the-godfather-1972' },
  { name: 'film-dark', path: '/films/the-godfather-1972', options: { colorScheme: 'dark' } },
  { name: 'movies-dark', path: '/movies?query=lantern', options: { colorScheme: 'dark' } },
  { name: 'phone-search-dark', path: '/?q=godfahter', options: { ...PHONE, colorScheme: 'dark' } },
];

const found = await findChromium();
if ('absent' in found) throw new Error(found.absent);
const product = await startBrowsedProduct();
const browser = await launchBrowser(found);
try {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, path, options, act } of SHOTS) {
    const context = await browser.newContext({ viewport: DESKTOP, baseURL: product.url, ...options });
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await act?.(page);
    await page.waitForFunction(
      () => document.querySelector('.skeleton, .MuiSkeleton-root, [aria-busy="true"]') === null,
    );
    // Images start to load when they come into view.
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(SETTLE_MS);
    const bytes = await take(page);
    await writeFile(join(FOLDER, `${name}.webp`), bytes);
    process.stdout.write(`${name}.webp  ${(bytes.length / 1_000).toFixed(0)} kB\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await product.stop();
}

/** Takes the picture as WebP, which Playwright itself cannot write. */
async function take(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY });
  return Buffer.from(data, 'base64');
}
