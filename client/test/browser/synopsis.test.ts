import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../../server/testing/eventually.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

const PLOT = 'detective hired to follow a wife';

const card = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });

async function showsSnippetOfVertigo(page: Page): Promise<void> {
  const snippet = card(page, 'Vertigo').getByText('A retired detective with a fear of heights is hired to follow');
  // On a busy machine, the synopses may be read too late, and the answer then has no snippets.
  await eventually(async () => {
    await page.goto(`/?q=${encodeURIComponent(PLOT)}`);
    await card(page, 'Vertigo').waitFor();
    return (await snippet.count()) === 1;
  });
  expect(await snippet.locator('mark').allTextContents()).toEqual(['detective', 'hired', 'follow', 'wife']);
  // The whole snippet can be read: nothing of it is cut off, and the page does not scroll sideways.
  expect(await snippet.evaluate((element) => element.scrollHeight <= element.clientHeight)).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}

browserTest(
  'a reader who remembers only the plot finds the film, and sees the words in a snippet of its synopsis',
  async ({ page }) => {
    await showsSnippetOfVertigo(page);
    await page.goto('/?q=vertigo');
    await card(page, 'Vertigo').locator('mark').first().waitFor();
    expect(await card(page, 'Vertigo').getByText('A retired detective').count()).toBe(0);
  },
);

browserTest(
  'on a phone, the snippet of the synopsis fits the screen',
  async ({ page }) => {
    await showsSnippetOfVertigo(page);
  },
  { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' },
);
