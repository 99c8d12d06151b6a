import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { DOUBLE_SIZE, TEXT_SPACING } from '../../testing/browser/settings-states.ts';
import { settled } from '../../testing/browser/state.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const PAGES = ['/', '/?genre=Drama', '/films/the-godfather-1972', '/people/Al%20Pacino'];

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** The texts that are cut off by the box around them, except long titles, which are cut off on purpose. */
const cutTexts = (page: Page) =>
  page.evaluate(() =>
    [
      '.poster-caption, .poster-facts, .poster-director, .poster-director > a, .chip, .chip > bdi, .genres a',
      '.decades, .decades a, .facet-list button, .facet-value, .header-row, .header-tab, .button, select, .search-field',
    ]
      .flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])
      .filter((box) => box.offsetParent !== null)
      .filter(
        (box) =>
          box.scrollHeight > box.clientHeight + 1 ||
          (box.scrollWidth > box.clientWidth + 1 && !box.matches('.decades')) ||
          box.getBoundingClientRect().right > innerWidth + 1,
      )
      .filter(
        (box) =>
          box.closest('.poster-strip, .decades, .person-films-facets') === null ||
          box.scrollHeight > box.clientHeight + 1,
      )
      .map((box) => `${box.className}: ${box.innerText}`),
  );

const SETTINGS = [
  ['the text spacing of WCAG', TEXT_SPACING],
  ['text of double size', DOUBLE_SIZE],
] as const;

for (const [width, height] of [
  [360, 740],
  [1280, 800],
] as const) {
  browserTest(
    `with larger text or more spacing, no text is cut off at ${String(width)} px`,
    async ({ page }) => {
      for (const path of PAGES) {
        await open(page, path);
        for (const [name, set] of SETTINGS) {
          await page.evaluate(set);
          expect([path, name, await cutTexts(page)]).toEqual([path, name, []]);
          const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          expect([path, name, isWider]).toEqual([path, name, false]);
        }
        if (width < 900) await expectAccessible(page);
      }
    },
    { viewport: { width, height }, reducedMotion: 'reduce' },
  );
}

/** The words that continue on another line, in all elements that match the selector. */
const brokenWords = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.flatMap(({ firstChild: text }) =>
      [...(text?.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)]
        .filter(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(text as Text, index);
          range.setEnd(text as Text, index + word.length);
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
        })
        .map(([word]) => word),
    ),
  );

browserTest(
  'no word is broken, neither in the heading of the home page with text of double size, nor on a generated poster with more spacing',
  async ({ page }) => {
    await open(page, '/');
    await page.evaluate(DOUBLE_SIZE);
    expect(await brokenWords(page, 'h1')).toEqual([]);
    await open(page, '/?genre=Drama');
    await page.evaluate(TEXT_SPACING);
    expect(await brokenWords(page, '.generated-poster-title')).toEqual([]);
  },
  { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' },
);

/** The contrast between two colours that the browser computed, such as `rgb(255, 255, 255)`. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? [])
    .map((value) => Number(value) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const styleOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { color, backgroundColor, fill, position } = getComputedStyle(element);
      return { color, backgroundColor, fill, position };
    });

browserTest(
  'with forced dark colours, marked letters can be read and bars are visible',
  async ({ page }) => {
    await open(page, '/?q=godfather');
    const mark = await styleOf(page, 'mark');
    expect(contrast(mark.color, mark.backgroundColor)).toBeGreaterThanOrEqual(4.5);
    const { backgroundColor: paper } = await styleOf(page, 'body');
    await page.locator('.year-filter-chart').waitFor();
    expect(contrast((await styleOf(page, '.year-filter-chart rect[data-in]')).fill, paper)).toBeGreaterThanOrEqual(3);
    await open(page, '/');
    expect(contrast((await styleOf(page, '.decade-bar')).backgroundColor, paper)).toBeGreaterThanOrEqual(3);
    await open(page, '/movies?query=lantern');
    await page.getByRole('button', { name: 'Use light colours' }).click();
    await open(page, '/status');
    expect(contrast((await styleOf(page, '.bar-chart rect')).fill, paper)).toBeGreaterThanOrEqual(3);
  },
  { forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' },
);

browserTest(
  'in print, dark colours become dark letters on white, the search box and the filters are left out, and the films use the whole width',
  async ({ page }) => {
    for (const path of PAGES) {
      await open(page, path);
      await page.emulateMedia({ media: 'print' });
      const { color, backgroundColor } = await styleOf(page, 'body');
      expect(contrast(color, backgroundColor)).toBeGreaterThanOrEqual(7);
      expect(await page.getByRole('searchbox').count()).toBe(0);
      expect(await page.getByRole('complementary').count()).toBe(0);
      expect(await page.getByText('Sort by').isVisible()).toBe(false);
      const widths = await page
        .locator('main, .search-results-films')
        .evaluateAll((parts) => parts.map((part) => part.clientWidth));
      expect(Math.min(...widths)).toBeGreaterThan(1_100);
      await page.emulateMedia({ media: null });
    }
  },
  { colorScheme: 'dark', reducedMotion: 'reduce' },
);

browserTest(
  'on a phone in landscape, the header scrolls away',
  async ({ page }) => {
    await open(page, '/?sort=title');
    await page.mouse.wheel(0, 600);
    await page.waitForFunction(() => scrollY > 300);
    expect(await page.locator('.header').evaluate((header) => header.getBoundingClientRect().bottom <= 0)).toBe(true);
  },
  { viewport: { width: 740, height: 360 }, reducedMotion: 'reduce' },
);

browserTest(
  'with reduced motion, all letters have the new colours as soon as the reader chooses dark colours',
  async ({ page }) => {
    await open(page, '/?q=godfather');
    const colours = await page.evaluate(() => {
      document.querySelector<HTMLElement>('button[title="Use dark colours"]')?.click();
      return ['body', '.wordmark > span', '.poster-title'].map((selector) => {
        const element = document.querySelector(selector);
        return element && getComputedStyle(element).color;
      });
    });
    expect(colours).toEqual(Array(3).fill('rgb(246, 240, 234)'));
  },
  { reducedMotion: 'reduce' },
);

browserTest(
  'on a phone, the header has two rows for a signed-in user too, and leads to the saved films; on a tablet, a heading of a few words has one line',
  async ({ page }) => {
    await open(page, '/?q=brackwater+apiary');
    await signIn(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Saved' }).waitFor();
    const bottoms = await page
      .locator('.header-brand, .header-tabs, .header-actions')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms) - Math.min(...bottoms)).toBeLessThan(20);
    await page.setViewportSize({ width: 768, height: 1024 });
    const heading = page.getByRole('heading', { level: 1 });
    expect((await heading.boundingBox())?.height).toBeLessThan(50);
  },
  { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' },
);
