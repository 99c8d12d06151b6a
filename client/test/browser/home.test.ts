import { text } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

const list = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('list', { name });
const idsIn = (page: Page, name: string | RegExp) =>
  list(page, name)
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-card') ?? ''));

type Answer = {
  readonly items: readonly { readonly id: string }[];
  readonly facets: { readonly genre: readonly { readonly value: string }[] };
};

async function ask(page: Page, path: string): Promise<Answer> {
  return (await (await page.request.get(path)).json()) as Answer;
}

browserTest(
  'the home page shows well-known films, rows of decades with their names, and every genre',
  async ({ page }) => {
    await page.goto('/');
    await list(page, 'Well known').locator('[data-card]').first().waitFor();
    const best = (await ask(page, '/v1/films?sort=-fame&limit=48')).items.map(({ id }) => id);
    const shown = await idsIn(page, 'Well known');
    expect(shown).toHaveLength(12);
    expect(shown).toEqual(best.filter((id) => shown.includes(id)));

    const rows = page.getByRole('heading', { level: 2, name: /^From the \d{4}s$/ });
    expect(await rows.count()).toBe(2);
    for (const name of await rows.allInnerTexts()) {
      const decade = Number(/\d{4}/.exec(name)?.[0]);
      const ids = await idsIn(page, name);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.map((id) => Math.floor(Number(/(\d{4})(?:-\d+)?$/.exec(id)?.[1]) / 10) * 10)).toEqual(
        ids.map(() => decade),
      );
    }

    const { genre } = (await ask(page, '/v1/films?facets=genre&limit=1')).facets;
    const links = page
      .getByRole('main')
      .locator('ul[aria-label="Genres"], ul[aria-label="More genres"]')
      .getByRole('link');
    expect(await links.count()).toBe(genre.length);
    await page.getByRole('button', { name: 'Shuffle' }).click();
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll('ul[aria-label="Well known"] [data-card]')]
          .map((card) => card.getAttribute('data-card'))
          .join() !== before,
      shown.join(),
    );
  },
);

browserTest(
  'the home page remembers searches and films in this browser, until the user clears them',
  async ({ page }) => {
    await page.goto('/');
    await page.getByRole('combobox', { name: 'Search films' }).fill('vertigo');
    await page
      .getByRole('list', { name: 'Films' })
      .getByRole('link', { name: /^Vertigo/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Vertigo' }).waitFor();
    await page.getByRole('list', { name: 'Cast' }).waitFor();
    await page.goto('/');
    await list(page, 'Recently viewed')
      .getByRole('link', { name: /^Vertigo/ })
      .waitFor();
    await list(page, 'Recent searches').getByRole('link', { name: '“vertigo”' }).click();
    await page.getByRole('heading', { level: 1, name: 'Films for “vertigo”' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Clear recent searches' }).click();
    await page.getByRole('button', { name: 'Clear recently viewed films' }).click();
    expect(await page.getByRole('heading', { name: /^Recent/ }).count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'By genre' }).waitFor();
    expect(await page.getByRole('heading', { name: /^Recent/ }).count()).toBe(0);
  },
);

browserTest('“Surprise me” opens a film', async ({ page }) => {
  await page.goto('/');
  await list(page, 'Decades').getByRole('link').first().waitFor();
  await page.getByRole('button', { name: 'Surprise me' }).click();
  await page.waitForURL(/\/films\//);
  await page.getByRole('button', { name: 'Share' }).waitFor();
  await page.goBack();
  await list(page, 'Recently viewed').getByRole('link').first().waitFor();
});

browserTest('a film is saved for later in this browser, exported, and removed again', async ({ page }) => {
  await page.goto('/films/vertigo-1958');
  const save = page.getByRole('button', { name: 'Save for later' });
  await save.click();
  await page.getByRole('status').filter({ hasText: 'Saved “Vertigo” for later' }).waitFor();
  expect(await save.getAttribute('aria-pressed')).toBe('true');
  await page.goto('/');
  await list(page, 'Saved films')
    .getByRole('link', { name: /^Vertigo/ })
    .waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Saved' }).click();
  await page.waitForURL('/saved');
  await list(page, 'Saved films')
    .getByRole('link', { name: /^Vertigo/ })
    .waitFor();
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('marquee-saved-films.csv');
  expect(await text(await file.createReadStream())).toMatch(/^title,year,.*\r\nVertigo,1958,/);
  await page.getByRole('button', { name: 'Remove Vertigo' }).press('Enter');
  // Until the user leaves the page, the same button brings the film back.
  const undo = page.getByRole('button', { name: 'Undo: keep Vertigo' });
  expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
  await undo.press('Enter');
  await page.getByText('1 film. Kept in this browser').waitFor();
  await page.getByRole('button', { name: 'Remove Vertigo' }).press('Enter');
  await page.reload();
  await page.getByRole('heading', { level: 2, name: 'No saved films yet' }).waitFor();
});

browserTest('an empty catalogue shows no placeholders', async ({ page }) => {
  await page.route('/v1/films?*', (route) =>
    route.fulfill({
      json: { items: [], highlights: [], total: 0, isPartial: false, facets: { genre: [], decade: [] }, tookMs: 1 },
    }),
  );
  await page.goto('/');
  await page.getByRole('link', { name: 'All 0 films' }).waitFor();
  expect(await page.locator('.skeleton').count()).toBe(0);
});
