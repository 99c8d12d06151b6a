import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { launchBrowser } from './launch.ts';
import { startBrowsedProduct } from './product.ts';
import { settled } from './state.ts';
import { WALKS } from './states.ts';

/**
 * `npm run screenshots` takes pictures of the main pages for the README, with the sample films. With `--all FOLDER`, it
 * takes pictures of all states instead, at four widths and in both colour schemes, and puts them into that folder.
 */
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

/** Widths and heights of a phone, a tablet, a laptop and a large screen. */
const WINDOWS = [
  [360, 740],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
] as const;

const { values } = parseArgs({ options: { all: { type: 'string' } } });
const found = await findChromium();
if ('absent' in found) throw new Error(found.absent);
const product = await startBrowsedProduct();
const browser = await launchBrowser(found);
try {
  if (values.all === undefined) await takeForDocs(browser);
  else await takeAll(browser, values.all);
} finally {
  await browser.close();
  await product.stop();
}

async function takeForDocs(browser: Browser): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, path, options, act } of SHOTS) {
    const context = await browser.newContext({ viewport: DESKTOP, baseURL: product.url, ...options });
    const page = await context.newPage();
    await page.goto(path);
    await settled(page);
    await act?.(page);
    await settled(page);
    await save(page, join(FOLDER, `${name}.webp`));
    await context.close();
  }
}

/** Takes every state in every window and both colour schemes: `film-1280-dark.webp`. */
async function takeAll(browser: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { begin, states, options } of WALKS) {
    for (const [width, height] of WINDOWS) {
      const context = await browser.newContext({
        viewport: { width, height },
        baseURL: product.url,
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      await begin?.(page);
      for (const { name, show, widthsPx: { min = 0, max = Infinity } = {} } of states) {
        if (width < min || width > max) continue;
        await show(page);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const file = `${name.replaceAll(/\W+/g, '-')}-${String(width)}-${colorScheme}.webp`;
          await save(page, join(folder, file));
        }
      }
      await context.close();
    }
  }
}

/** Saves what the window shows. */
async function save(page: Page, path: string): Promise<void> {
  // Images start to load when they come into view.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(SETTLE_MS);
  const bytes = await take(page);
  await writeFile(path, bytes);
  process.stdout.write(`${basename(path)}  ${(bytes.length / 1_000).toFixed(0)} kB\n`);
}

/** Takes the picture as WebP, which Playwright itself cannot write. */
async function take(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY });
  return Buffer.from(data, 'base64');
}
