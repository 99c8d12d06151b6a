import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  });
const chips = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('button');

browserTest('the first Tab stop is a link that skips the header and the filters', async ({ page }) => {
  await page.goto('/?genre=Drama');
  await page.getByRole('list', { name: 'Films' }).locator('[data-card]').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to content');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Drama films');
  const stops: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.hasAttribute('data-card')).then(String));
  }
  expect(stops).toContain('true');
  expect(new URL(page.url()).hash).toBe('');
});

browserTest('the focus stays near a filter that was removed', async ({ page }) => {
  await page.goto('/?genre=Drama&genre=Crime&cast=Al+Pacino');
  await chips(page).first().waitFor();
  await chips(page).nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('/?genre=Drama&cast=Al+Pacino');
  expect(await focused(page)).toBe('Remove filter Al Pacino');
  await page.keyboard.press('Enter');
  await page.waitForURL('/?genre=Drama');
  expect(await focused(page)).toBe('Remove filter Drama');
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  const heading = page.getByRole('heading', { level: 1, name: 'Find a film by whatever you remember' });
  await heading.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

browserTest(
  'two filters are removed by two presses, even if the page has not shown the first change yet',
  async ({ page, context }) => {
    await page.goto('/?genre=Drama&genre=Crime&cast=Al+Pacino');
    await chips(page).nth(1).focus();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
    await page.waitForURL('/?genre=Drama');
    expect(await focused(page)).toBe('Remove filter Drama');
  },
);

browserTest('several key presses on the year slider are one request and one history entry', async ({ page }) => {
  await page.goto('/?genre=Drama');
  await page.getByRole('slider', { name: 'First year' }).focus();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (/\/v1\/films\?.*yearFrom/.test(request.url())) requests.push(request.url());
  });
  const before = await page.evaluate(() => history.length);
  const answered = page.waitForResponse(/\/v1\/films\?.*yearFrom/);
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
  await answered;
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  expect(requests).toHaveLength(1);
});

browserTest(
  'a message and a shuffle do not take the focus away, and the message covers no focused link',
  async ({ page }) => {
    const message = (text: string) => page.getByRole('status').filter({ hasText: text });
    await page.goto('/');
    await page.getByRole('button', { name: 'Shuffle' }).press('Enter');
    await message('Other films are shown. The first is ').waitFor();
    expect(await focused(page)).toBe('Shuffle');

    await page.goto('/films/casablanca-1942');
    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await message('Saved “Casablanca” for later').waitFor();
    await page.getByRole('contentinfo').getByRole('link', { name: 'API' }).focus();
    await page.waitForFunction(() => {
      const bottomOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      return (bottomOf('.footer > a:last-child')?.bottom ?? NaN) <= (bottomOf('.message > div')?.top ?? NaN);
    });
    await page.getByRole('button', { name: 'Close' }).press('Enter');
    expect(await focused(page)).toBe('API');
    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await message('Removed “Casablanca”').waitFor();
    await page.keyboard.press('Escape');
    await message('Removed “Casablanca”').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Save for later');

    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Saved' }).press('Enter');
    await page.getByRole('button', { name: 'Export as CSV' }).press('Enter');
    await message('Exported 1 film as CSV').waitFor();
  },
);

browserTest('a screen reader announces what was found, and buttons say of what they show more', async ({ page }) => {
  await page.goto('/?q=godfahter');
  await page
    .getByRole('status')
    .filter({ hasText: /godfather/i })
    .waitFor();
  await page.goto('/?sort=title');
  await page.getByRole('button', { name: /^Show \d+ more people$/ }).click();
  await page.getByRole('button', { name: 'Show fewer people' }).waitFor();
});

browserTest(
  'every page that an editor uses has its own title, and Delete has enough contrast',
  async ({ page }) => {
    await page.goto('/signed-in?code=x&state=y');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await page.title()).toBe('Not signed in · Marquee');
    await page.goto('/films/the-godfather-1972');
    await signIn(page);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Title').waitFor();
    expect(await page.title()).toBe('Edit The Godfather · Marquee');
    await page.getByRole('link', { name: 'Add a film' }).click();
    await page.getByRole('heading', { level: 1, name: 'Add a film' }).waitFor();
    expect(await page.title()).toBe('Add a film · Marquee');
  },
  { colorScheme: 'dark', reducedMotion: 'reduce' },
);
