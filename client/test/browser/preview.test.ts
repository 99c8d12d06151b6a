import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildWhenStale } from '../../../scripts/build-when-stale.ts';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { serveFiles } from '../../testing/browser/static-files.ts';

const BUILT = join(import.meta.dirname, '../../../.cache/preview');

let site: Awaited<ReturnType<typeof serveFiles>> | undefined;
beforeAll(async () => {
  // Without a browser, all browser tests are skipped.
  if (process.env['MARQUEE_TEST_URL'] === undefined) return;
  if (!(await buildWhenStale('preview'))) throw new Error('The preview could not be built.');
  site = await serveFiles(BUILT, '/marquee/');
});
afterAll(() => {
  site?.stop();
});

const address = (path: string) => `${site?.url ?? ''}${path}`;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const card = (page: Page, name: RegExp) => page.getByRole('list', { name: 'Films' }).getByRole('link', { name });

/** GitHub Pages sends 404.html with the status 404 for every address below the preview, and the browser logs that. */
const allowed = /status of 404 .*\/marquee\//;

browserTest('the preview has the licences of the packages in it', async () => {
  const notices = await readFile(join(BUILT, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['buffer', 'react']) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

browserTest(
  'in the preview, a reader searches with a typo, filters, and opens a film and a person, without a server',
  async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(address(''));
    const search = page.getByRole('combobox', { name: 'Search films' });
    await search.fill('godfahter');
    await page.getByText('Showing results for').waitFor();
    await page
      .getByRole('complementary', { name: 'Filters' })
      .getByRole('button', { name: /^Crime/ })
      .press('Enter');
    await page.waitForURL(address('?q=godfahter&genre=Crime'));
    await card(page, /^The Godfather 1972/).click();
    await page.waitForURL(address('films/the-godfather-1972'));
    await page.getByText('his youngest son is drawn into a business').waitFor();
    await page.getByRole('list', { name: 'Cast' }).getByRole('link', { name: 'Al Pacino' }).click();
    await page.waitForURL(address('people/Al%20Pacino'));
    await heading(page, 'Al Pacino');
    await page.goBack();
    await heading(page, 'The Godfather');
    await page.goBack();
    await card(page, /^The Godfather 1972/).waitFor();
    await page.getByRole('link', { name: 'Marquee home' }).click();
    await heading(page, 'Find a film by whatever you remember');
    expect(page.url()).toBe(address(''));
    await search.fill('orphan raised by wolves');
    await card(page, /^The Jungle Book/)
      .first()
      .waitFor();
    await search.fill('al pacin');
    await page
      .getByRole('option', { name: /^Al Pacino/ })
      .first()
      .click();
    await page.waitForURL(address('people/Al%20Pacino'));
    expect(asked.filter((path) => !path.startsWith('/marquee/') || path.includes('/v1/'))).toEqual([]);
  },
  { allowed: /Failed to load resource: net::/ },
);

browserTest(
  'in the preview, a link to a film or person opens, and whoever wants to write learns how to run Marquee',
  async ({ page }) => {
    expect((await page.goto(address('films/the-godfather-1972')))?.status()).toBe(404);
    await heading(page, 'The Godfather');
    await page.goto(address('people/Al%20Pacino'));
    await heading(page, 'Al Pacino');
    await page.getByRole('link', { name: 'Add a film' }).click();
    await heading(page, 'This needs Marquee on your machine');
    await page.getByText('npm ci && npm start').waitFor();
    await expectAccessible(page);
    await page.goBack();
    await heading(page, 'Al Pacino');
    await page.goto(address('films/the-godfather-1972/edit'));
    await heading(page, 'This needs Marquee on your machine');
    await page.goto(address('nothing/here'));
    await heading(page, 'Nothing is playing here');
  },
  { allowed },
);
