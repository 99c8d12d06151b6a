import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });

/** Makes the page believe that the server has no key for the provider. */
async function withoutProvider(page: Page): Promise<void> {
  await page.route('/v1/config', async (route) => {
    const response = await route.fetch();
    const config = (await response.json()) as { movies: object };
    await route.fulfill({ response, json: { ...config, movies: { ...config.movies, isConfigured: false } } });
  });
}

browserTest(
  'if TMDB is not set up, visitors see no sign of it, and signed-in users learn how to set it up',
  async ({ page }) => {
    await withoutProvider(page);
    for (const path of ['/', '/films/the-godfather-1972', '/?q=xqzwv', '/movies', '/movies/1001']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect([path, await page.locator('body').innerText()]).toEqual([path, expect.not.stringMatching(/TMDB|key/)]);
    }
    await page.getByRole('heading', { level: 1, name: 'Nothing is playing here' }).waitFor();
    await page.goto('/films/the-godfather-1972');
    await signIn(page);
    await page.getByText('TMDB is not set up, so visitors do not see this panel.').waitFor();
    await tab(page, 'TMDB').click();
    await page.getByRole('heading', { level: 1, name: 'TMDB is not set up' }).waitFor();
    await page.getByText('docs/operations.md').waitFor();
    await expectAccessible(page);
    await page.goto('/add?movie=1001');
    await page.getByRole('heading', { level: 1, name: 'TMDB is not set up' }).waitFor();
  },
);

browserTest('the typed words stay when the user goes to TMDB and back', async ({ page }) => {
  await page.goto('/?q=lantern&genre=Drama');
  await tab(page, 'TMDB').click();
  await page.waitForURL('/movies?query=lantern');
  expect(await page.getByRole('searchbox', { name: 'Search TMDB' }).inputValue()).toBe('lantern');
  await tab(page, 'Films').click();
  await page.waitForURL('/?q=lantern');
  expect(await page.getByRole('combobox', { name: 'Search films' }).inputValue()).toBe('lantern');
});

browserTest(
  'a movie of TMDB has a page with its logo and notice, and can be added to the catalogue',
  async ({ page }) => {
    await page.goto('/movies?query=lantern');
    const card = page.getByRole('list', { name: 'Results from TMDB' }).getByRole('link').first();
    const title = await card.getByRole('heading').innerText();
    await card.click();
    const heading = page.getByRole('heading', { level: 1, name: title, exact: true });
    await heading.waitFor();
    await page.getByText('not endorsed or certified by TMDB').waitFor();
    const logo = page.getByRole('link', { name: 'TMDB', exact: true }).getByRole('img');
    await logo.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('img[alt="TMDB"]')?.naturalWidth ?? 0) > 0,
    );
    expect(await page.getByRole('link', { name: 'Add to the catalogue' }).count()).toBe(0);
    const person = page.getByRole('list', { name: 'Cast' }).getByRole('link').first();
    const name = await person.innerText();
    expect(decodeURIComponent((await person.getAttribute('href')) ?? '')).toBe(`/people/${name}`);
    await expectAccessible(page);

    await page.goBack();
    await card.waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-card')?.startsWith('movie-'));
    await card.click();
    await heading.waitFor();
    await signIn(page);
    await page.getByRole('link', { name: 'Add to the catalogue' }).click();
    const form = page.getByRole('main');
    await form.getByLabel('Title').waitFor();
    expect(await form.getByLabel('Title').inputValue()).toBe(title);
    expect(await form.getByLabel('Synopsis').inputValue()).not.toBe('');
    await form.getByRole('button', { name: 'Add film' }).click();
    await page.waitForURL(/\/films\//);
    await heading.waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: `Added “${title}”` })
      .waitFor();
  },
);

browserTest(
  'if the catalogue has nothing close, the results of TMDB appear in place, marked as such',
  async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/v1/movies?')) asked.push(new URL(request.url()).search);
    });
    await page.goto('/?q=brackwater+apiary');
    const inPlace = page.getByRole('region', { name: 'On TMDB' });
    const card = inPlace.getByRole('link', { name: /^The Silent Apiary of Brackwater/ });
    await card.waitFor();
    await inPlace.getByText('not endorsed or certified by TMDB').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /results? from TMDB$/ })
      .waitFor();
    await expectAccessible(page);
    await card.click();
    await page.getByRole('heading', { level: 1, name: 'The Silent Apiary of Brackwater' }).waitFor();
    await page.goBack();
    await card.waitFor();

    asked.length = 0;
    await page.getByRole('combobox', { name: 'Search films' }).fill('godfather');
    await page.getByRole('heading', { level: 1, name: 'Films for “godfather”' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect([await inPlace.count(), asked]).toEqual([0, []]);
  },
);

browserTest('a page after the last one leads back to the results', async ({ page }) => {
  await page.goto('/movies?query=lantern&page=9');
  await page.getByRole('heading', { level: 2, name: 'There is nothing on page 9' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the last page' }).click();
  await page.waitForURL('/movies?query=lantern&page=3');
  const card = page.getByRole('list', { name: 'Results from TMDB' }).getByRole('link').first();
  await card.waitFor();
  await page.goto('/movies?query=crimson+lantern+brackwater&page=9');
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await page.waitForURL('/movies?query=crimson+lantern+brackwater');
  await card.waitFor();
});

browserTest('a search of TMDB can be limited to a year', async ({ page }) => {
  await page.goto('/movies?query=crimson');
  const cards = page.getByRole('list', { name: 'Results from TMDB' }).getByRole('listitem');
  await page.getByText('60 results').waitFor();
  const year = page.getByRole('textbox', { name: 'Year' });
  await year.pressSequentially('1951');
  await page.waitForURL('/movies?query=crimson&year=1951');
  await page.getByText('3 results').waitFor();
  expect(await cards.count()).toBe(3);
  await expectAccessible(page);
  await year.fill('1899');
  await page.getByRole('link', { name: 'Search all years' }).click();
  await page.waitForURL('/movies?query=crimson');
  await page.getByText('60 results').waitFor();
  expect(await year.inputValue()).toBe('');
});
