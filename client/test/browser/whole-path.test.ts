import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search films' });
const films = (page: Page) => page.getByRole('main').getByRole('list', { name: 'Films' });

/** How far the page is scrolled, in pixels. */
const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY));

async function cardTitles(page: Page): Promise<string[]> {
  return films(page).locator('[data-title]').allTextContents();
}

browserTest(
  'a visitor types with a typo, filters, opens a film, comes back to where they were, and shares the link',
  async ({ page, context }) => {
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('godfahter');
    await page.getByRole('heading', { level: 1, name: 'godfahter' }).waitFor();
    await films(page).getByRole('link', { name: 'The Godfather 1972' }).waitFor();
    await page.getByRole('status').filter({ hasText: '3 films found' }).waitFor();

    // This search finds more films than the window shows.
    await searchBox(page).fill('');
    await page.goto('/?sort=title');
    await films(page).locator('[data-card]').nth(30).scrollIntoViewIfNeeded();
    await page.getByRole('complementary', { name: 'Filters' }).getByText('Drama').first().click();
    await page.waitForURL(/genre=Drama/);
    await page.getByRole('heading', { level: 1, name: 'Drama films' }).waitFor();
    // Until the new films arrive, the films of the previous search are shown.
    await films(page).and(page.locator('[aria-busy="false"]')).waitFor();
    await films(page).locator('[data-card]').nth(30).scrollIntoViewIfNeeded();
    const place = await scrolled(page);
    expect(place).toBeGreaterThan(300);
    const shown = await cardTitles(page);
    const card = films(page).locator('[data-card]').nth(30);
    const title = shown[30] ?? '';
    await card.click();
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Drama films' }).waitFor();
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 60, place);
    // There are at least as many films as before. Near the end of the list, more films are being loaded.
    expect((await cardTitles(page)).slice(0, shown.length)).toEqual(shown);

    await page.reload();
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 60, place);
    const link = page.url();
    // A newly opened address starts at the top, even if it was scrolled earlier in this tab.
    await page.goto('/?sort=title');
    await films(page).locator('[data-card]').nth(30).waitFor();
    expect(await scrolled(page)).toBe(0);

    const tab = await context.newPage();
    await tab.goto(link);
    await tab.getByRole('heading', { level: 1, name: 'Drama films' }).waitFor();
    await films(tab).locator('[data-card]').nth(30).waitFor();
    expect((await cardTitles(tab)).slice(0, 31)).toEqual(shown.slice(0, 31));
  },
);

browserTest('an editor adds a film, finds it with the next search, changes it and deletes it', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.getByRole('link', { name: 'Add a film' }).click();
  await page.getByLabel('Title').fill('Zyxwvut in the Rain');
  await page.getByLabel('Year of first release').fill('2026');
  await page.getByLabel('Cast').fill('Ada Lovelace\nGrace Hopper');
  await page.getByLabel('Directors').fill('Mary Zyxwvut');
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zyxwvut in the Rain' }).waitFor();

  const nextSearch = page.waitForResponse((response) => /\/v1\/films\?.*q=zyxwvut/.test(response.url()));
  await searchBox(page).fill('zyxwvut');
  expect(await (await nextSearch).json()).toMatchObject({ total: 1 });
  const card = films(page).getByRole('link', { name: 'Zyxwvut in the Rain' });
  await card.waitFor();
  await films(page).getByRole('link', { name: 'Directed by Mary Zyxwvut' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mary Zyxwvut' }).waitFor();
  const directed = page.getByRole('list', { name: 'Directed' }).getByRole('link', { name: 'Zyxwvut in the Rain' });
  await directed.click();
  await page.getByRole('list', { name: 'Directed by' }).getByRole('link', { name: 'Mary Zyxwvut' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mary Zyxwvut' }).waitFor();
  await directed.click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Synopsis').fill('It pours.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It pours.').waitFor();

  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this film?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('/');
  expect((await page.request.get('/v1/films/zyxwvut-in-the-rain-2026')).status()).toBe(404);
  await searchBox(page).fill('zyxwvut');
  await page.getByRole('heading', { name: 'No films found' }).waitFor();
});

browserTest('a user with permission clears the movies cache', async ({ page }) => {
  await page.goto('/movies?query=velvet');
  await page.getByText(/^Updated (just now|\d+ s ago)$/).waitFor();
  await signIn(page);
  await page.getByRole('button', { name: 'Clear cache' }).click();
  await page.getByText('Clearing…').waitFor();
});

browserTest(
  'a reader chooses a genre, a decade and a person with a typo from the suggestions, by keyboard and by pointer',
  async ({ page }) => {
    const suggestions = page.getByRole('listbox', { name: 'Suggestions' });
    const suggested = (name: RegExp) => suggestions.getByRole('option', { name });
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();

    // The name of an option says what it is, because its icon is hidden from screen readers.
    await searchBox(page).fill('crime');
    await suggested(/^Crime\s*Genre, \d+ films$/).waitFor();
    // If a new list replaced the old one between the two keys, the active option would be lost.
    await page.waitForLoadState('networkidle');
    await searchBox(page).press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-activedescendant') !== null);
    await searchBox(page).press('Enter');
    await page.waitForURL(/\?genre=Crime$/);
    await page.getByRole('heading', { level: 1, name: 'Crime films' }).waitFor();
    expect(await searchBox(page).inputValue()).toBe('');

    await searchBox(page).fill('199');
    await suggested(/^1990s\s*\d+ films? in all$/).click();
    await page.waitForURL(/\?genre=Crime&yearFrom=1990&yearTo=1999$/);

    await searchBox(page).fill('al pacnio');
    await suggested(/^Al Pacino\s*\d+ films in all$/).click();
    await page.waitForURL(/cast=Al\+Pacino/);
    const chips = page.getByRole('list', { name: 'Filters' }).getByRole('button', { name: /^Remove filter/ });
    expect((await chips.count()) >= 3).toBe(true);
  },
);
