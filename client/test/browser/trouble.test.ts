import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { goOffline } from '../../testing/browser/offline.ts';

/** The browser's own message about a failed request. */
const FAILED = /Failed to load resource/;

const films = (page: Page) => page.getByRole('main').locator('[data-card]');
const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search films' });

const WAYS: readonly (readonly [string, (route: Route) => Promise<void>])[] = [
  ['is down', (route) => route.abort('connectionrefused')],
  ['answers 500', (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' })],
  ['answers garbage', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"items":[{]' })],
  ['answers with JSON of another shape', (route) => route.fulfill({ status: 200, json: { hello: ['world'] } })],
];

for (const [how, fail] of WAYS) {
  browserTest(
    `when the API ${how}, the page says so, keeps the typed text, and continues when the API is back`,
    async ({ page }) => {
      await page.route('/v1/**', fail);
      await page.goto('/?q=godfather');
      await page.getByRole('alert').waitFor();
      expect(await searchBox(page).inputValue()).toBe('godfather');
      await expectAccessible(page);
      await page.goto('/films/the-godfather-1972');
      await page.getByRole('alert').waitFor();
      await page.unroute('/v1/**');
      // The page also retries by itself, so the button may already have disappeared.
      const film = page.getByRole('heading', { level: 1, name: 'The Godfather' });
      await page.getByRole('button', { name: 'Try again' }).or(film).first().click();
      await film.waitFor();
    },
    { allowed: FAILED },
  );
}

browserTest(
  'while the API does not answer, the page shows that it is searching; in the end it shows the films of the last query',
  async ({ page }) => {
    await page.goto('/?q=godfather');
    await films(page).first().waitFor();
    const late = Promise.withResolvers<undefined>();
    await page.route('/v1/films?*', async (route) => {
      if (new URL(route.request().url()).searchParams.get('q') === 'vertigo') await late.promise;
      await route.continue().catch(() => undefined);
    });
    const heading = page.getByRole('heading', { level: 1 });
    await searchBox(page).fill('vertigo');
    await page.getByRole('progressbar', { name: 'Searching' }).waitFor();
    // The heading belongs to the films that are still shown.
    expect(await heading.innerText()).toBe('Films for “godfather”');
    await page.getByText('Searching for “vertigo”').waitFor();
    await searchBox(page).fill('casablanca');
    await page.getByRole('link', { name: /^Casablanca/ }).waitFor();
    expect(await heading.innerText()).toBe('Films for “casablanca”');
    late.resolve(undefined);
    await page.unrouteAll({ behavior: 'wait' });
    expect(await page.getByRole('link', { name: /^Vertigo/ }).count()).toBe(0);
  },
);

browserTest(
  'while the API is down, nothing pulses, and the page continues by itself when the API is back',
  async ({ page }) => {
    await page.clock.install();
    await page.route('/v1/**', (route) => route.abort('connectionrefused'));
    for (const path of ['/', '/?q=godfather', '/films/the-godfather-1972', '/people/Al%20Pacino']) {
      await page.goto(path);
      const shown = page.getByRole('alert');
      await shown.waitFor();
      expect([path, await page.locator('.skeleton').count()]).toEqual([path, 0]);
    }
    await page.goto('/?q=godfather');
    await page.getByRole('alert').waitFor();
    await page.unroute('/v1/**');
    await page.clock.fastForward(10_000);
    await films(page).first().waitFor();
    await page.getByRole('complementary', { name: 'Filters' }).getByText('Crime').first().waitFor();
  },
  { allowed: FAILED },
);

browserTest(
  'offline, the films keep their heading, an unknown film says why it is not there, and both load later',
  async ({ page, context }) => {
    await page.goto('/?q=godfather');
    await films(page).first().waitFor();
    const heading = page.getByRole('heading', { level: 1 });
    await goOffline(page);
    await searchBox(page).fill('vertigo');
    await page.waitForURL('/?q=vertigo');
    await page.getByText('Searching for “vertigo”').waitFor();
    expect(await heading.innerText()).toBe('Films for “godfather”');
    // The card gets the pointer only after the connection was lost, so its film has not been prefetched.
    await films(page).last().click();
    await page.getByRole('heading', { level: 1, name: "You're offline" }).waitFor();
    expect(await page.locator('.skeleton').count()).toBe(0);
    await context.setOffline(false);
    await page.getByRole('list', { name: 'Cast' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Films for “vertigo”' }).waitFor();
  },
);

browserTest(
  'when the script of a part cannot be loaded, the rest of the page stays, and a reload loads the part',
  async ({ page }) => {
    await page.clock.install();
    await page.route(/\/assets\/(year-filter|filter-drawer|key-help-dialog)/, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('year-filter'));
    await page.goto('/?q=godfather');
    await failed;
    await films(page).first().waitFor();
    const filters = page.getByRole('complementary', { name: 'Filters' });
    await filters.getByText('Crime').waitFor();
    await filters.getByText('Years').waitFor({ state: 'hidden' });
    const message = page.getByRole('status').filter({ hasText: 'This could not be loaded.' });
    await message.waitFor();
    await page.keyboard.press('Escape');
    await message.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await message.waitFor();
    await page.keyboard.press('Escape');
    await message.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 400, height: 740 });
    await page.getByRole('button', { name: 'Filters' }).click();
    await message.waitFor();
    expect(await films(page).count()).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('dialog', { name: 'Filters' }).getByRole('slider', { name: 'First year' }).waitFor();
  },
  { allowed: FAILED, reducedMotion: 'reduce' },
);

const LONG = `مرحبا بالعالم 🎬 ${'سينما🍿فيلم '.repeat(900)}`.slice(0, 10_000);

browserTest('titles of 10,000 characters, right-to-left with emoji, do not break the layout', async ({ page }) => {
  await page.route('/v1/films?*', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { items: { title: string; cast: string[]; genres: string[] }[] };
    const items = answer.items.map((film) => ({ ...film, title: LONG, cast: [LONG], genres: [LONG, LONG] }));
    await route.fulfill({ response, json: { ...answer, items } });
  });
  await page.route(/\/v1\/films\/[^/?]+$/, async (route) => {
    const response = await route.fetch();
    const film = (await response.json()) as object;
    await route.fulfill({
      response,
      json: { ...film, title: LONG, extract: LONG, cast: [LONG, LONG], genres: [LONG] },
    });
  });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await page.goto('/?q=godfather');
  await films(page).first().waitFor();
  expect(await fits()).toBe(true);
  await expectAccessible(page);
  await films(page).first().click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'مرحبا' }).waitFor();
  expect(await fits()).toBe(true);
  await searchBox(page).fill(LONG);
  await page.goto('/?q=godfather');
  await films(page).first().waitFor();
});

browserTest('saved TMDB results are marked as saved', async ({ page }) => {
  await page.route('/v1/movies?*', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { cache: object };
    await route.fulfill({ response, json: { ...answer, cache: { ...answer.cache, status: 'stale' } } });
  });
  await page.goto('/movies?query=waltz');
  await page.getByText('Showing saved results').waitFor();
  await expectAccessible(page);
});

browserTest(
  'the TMDB page says that the provider fails',
  async ({ page }) => {
    await page.route('/v1/movies?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: {
          status: 503,
          title: 'Service Unavailable',
          detail: 'TMDB fails.',
          code: 'provider-failed',
          requestId: '1',
        },
      }),
    );
    await page.goto('/movies?query=orchard');
    await page.getByRole('alert').filter({ hasText: 'TMDB fails' }).waitFor();
    await expectAccessible(page);
  },
  { allowed: FAILED },
);
