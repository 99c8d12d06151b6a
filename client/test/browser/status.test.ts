import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { goOffline } from '../../testing/browser/offline.ts';
import { signIn } from '../../testing/browser/sign-in.ts';
import { at } from '../../testing/browser/state.ts';
import { refuseStatus } from '../../testing/browser/status-states.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const link = (page: Page) => page.getByRole('contentinfo').getByRole('link', { name: 'Status' });

browserTest(
  'operators find the status in the footer, read in words which objectives are met, and see the values refreshed',
  async ({ page }) => {
    await at('/movies?query=lantern')(page);
    await page.clock.install();
    await link(page).click();
    await heading(page, 'Status').waitFor();
    const objectives = page.getByRole('table', { name: 'Objectives' });
    const searches = objectives.getByRole('row', { name: /Movie search time/ });
    expect(await searches.textContent()).toMatch(/2,500 ms.*(Met|Missed)$/);
    await page.getByRole('figure', { name: /^Answers from the cache \d+ % of / }).waitFor();
    await page.getByText('Show the values as a table').click();
    expect(await page.getByRole('table', { name: 'Movies cache' }).getByRole('row').count()).toBeGreaterThan(1);
    const refreshed = page.waitForResponse('**/v1/status');
    await page.clock.runFor(31_000);
    expect((await refreshed).status()).toBe(200);
  },
);

browserTest('the status lists searches without results as plain text, whatever people typed', async ({ page }) => {
  const texts: readonly unknown[] = [
    { text: '<b>bold</b> אבג', requests: 1234, lastAt: '2026-11-29T12:00:00Z' },
    { text: 'w'.repeat(200), requests: 5, lastAt: '2026-11-29T12:00:00Z' },
  ];
  const card = page.getByRole('region', { name: 'Searches without results' });
  const show = async (searches: unknown) => {
    await page.route('/v1/status', async (route) => {
      const response = await route.fetch();
      const json = { ...((await response.json()) as object), searchesWithoutResults: searches };
      await route.fulfill({ response, json });
    });
    await page.goto('/status');
    await heading(page, 'Status').waitFor();
    await page.unroute('/v1/status');
  };
  await page.goto('/status');
  await card.getByText('often enough').waitFor();
  await show(texts);
  const first = card.getByRole('listitem').first();
  expect(await first.textContent()).toMatch(/^<b>bold<\/b> אבג1,234 requests, the last at 29 Nov 2026/);
  const { scrollWidth, clientWidth } = await page
    .locator('html')
    .evaluate((root) => ({ scrollWidth: root.scrollWidth, clientWidth: root.clientWidth }));
  expect(scrollWidth).toBe(clientWidth);
  await show(null);
  await card.getByText('did not answer').waitFor();
  await show(undefined);
  await card.getByText('Not counted').waitFor();
});

browserTest(
  'visitors see no link to the status; after signing in, those with the scope do',
  async ({ page }) => {
    await page.route('/v1/config', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), isStatusOpen: false } });
    });
    await page.goto('/saved');
    await page.getByRole('contentinfo').getByText('TMDB').waitFor();
    expect(await link(page).count()).toBe(0);
    await refuseStatus(page, 401);
    await page.goto('/status');
    await heading(page, 'Sign in to see the status').waitFor();
    await page.getByText('It needs the scope operations:read.').waitFor();
    await page.unroute('/v1/status');
    await page.goto('/saved');
    await signIn(page);
    const asked = page.waitForRequest('**/v1/status');
    await link(page).click();
    expect((await asked).headers()['authorization']).toMatch(/^Bearer /);
    await heading(page, 'Status').waitFor();
  },
  { allowed: /status of 401 / },
);

browserTest(
  'users without the scope read which scope they need',
  async ({ page }) => {
    await refuseStatus(page, 403);
    await page.goto('/status');
    await heading(page, "You don't have access to the status page").waitFor();
    await page.getByText('operations:read').waitFor();
  },
  { allowed: /status of 403 / },
);

browserTest(
  'a refusal is not repeated, so the focus stays on “Sign in”',
  async ({ page }) => {
    let requests = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/status')) requests += 1;
    });
    await page.clock.install();
    await refuseStatus(page, 401);
    await page.goto('/status');
    const button = page.getByRole('main').getByRole('button', { name: 'Sign in' });
    await button.focus();
    await page.clock.runFor(31_000);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(requests).toBe(1);
  },
  { allowed: /status of 401 / },
);

browserTest(
  'the notice that the status cannot be read stays without a connection, too',
  async ({ page }) => {
    await page.clock.install();
    await page.route('/v1/status', (route) => route.abort('connectionrefused'));
    await page.goto('/status');
    await heading(page, 'The server cannot be reached').waitFor();
    await goOffline(page);
    // By now, the page would have retried.
    await page.clock.runFor(31_000);
    expect(await heading(page, "You're offline").count()).toBe(1);
  },
  { allowed: /Failed to load resource/ },
);
