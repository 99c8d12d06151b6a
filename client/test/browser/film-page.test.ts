import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

const FILM = '/films/the-godfather-1972';

const changed = (change: object) => async (route: Route) => {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...((await response.json()) as object), ...change } });
};

browserTest(
  'the page keeps the title that the server sent, and removes the canonical address when the visitor opens another page',
  async ({ page }) => {
    const served = await (await page.request.get(FILM)).text();
    await page.goto(FILM);
    await page.getByRole('heading', { level: 1, name: 'The Godfather' }).waitFor();
    expect(served).toContain(`<title>${await page.title()}</title>`);
    const canonical = page.locator('link[rel="canonical"]');
    expect(new URL((await canonical.getAttribute('href')) ?? '').pathname).toBe(FILM);
    await page.getByRole('list', { name: 'Cast' }).getByRole('link', { name: 'Al Pacino' }).click();
    await page.getByRole('heading', { level: 1, name: 'Al Pacino' }).waitFor();
    expect(await canonical.count()).toBe(0);
  },
);

browserTest('a slash at the end of a film’s address leads to the film', async ({ page }) => {
  await page.goto(`${FILM}/`);
  await page.getByRole('heading', { level: 1, name: 'The Godfather' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(FILM);
});

const TITLE = `A ${'very '.repeat(90)}long title`;
const CAST = Array.from({ length: 75 }, (_, index) => `Person ${String(index + 1)}`);

async function showLongFilm(page: Page): Promise<void> {
  await page.route(
    `/v1${FILM}`,
    changed({ title: TITLE, cast: CAST, directors: ['Ann Lee'], rating: { mum: 5, isSeen: true } }),
  );
  await page.goto(FILM);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

browserTest(
  'a long title and a long cast can be unfolded, the director is above the synopsis, and objects are shown by their names',
  async ({ page }) => {
    await showLongFilm(page);
    const heading = page.getByRole('heading', { level: 1 });
    const isCut = () => heading.evaluate((element) => element.scrollHeight > element.clientHeight + 1);
    expect(await isCut()).toBe(true);
    await page.getByRole('button', { name: 'Show the whole title' }).click();
    expect(await isCut()).toBe(false);

    const people = page.getByRole('list', { name: 'Cast' }).getByRole('link');
    expect(await people.count()).toBe(60);
    await page.getByRole('button', { name: 'Show 15 more people' }).click();
    expect(await people.count()).toBe(75);
    await page.getByRole('button', { name: 'Show fewer people' }).waitFor();

    const director = page.getByRole('list', { name: 'Directed by' }).getByRole('link', { name: 'Ann Lee' });
    const [above, below] = [await director.boundingBox(), await page.locator('.details-actions').boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    await page.getByText('Mum: 5, Is seen: Yes').waitFor();
    await expectAccessible(page);
  },
);

browserTest(
  'a film without a picture has the poster of the provider, and its rating and trailer with the provider’s notice',
  async ({ page }) => {
    const poster = [{ widthPx: 185, url: '/icons/preview.png' }];
    const movie = {
      ...{ id: 1, title: 'X', votes: 30, rating: 7.5, poster, trailer: 'https://www.youtube.com/watch?v=abc' },
      ...{ genres: [], countries: [], cast: [], crew: [] },
    };
    const at = '2026-01-01T00:00:00.000Z';
    const cache = { status: 'miss', hits: 0, storedAt: at, expiresAt: at };
    await page.route(`/v1${FILM}`, changed({ thumbnail: undefined }));
    await page.route(`/v1${FILM}/movie`, (route) => route.fulfill({ json: { movie, cache } }));
    await page.goto(FILM);
    await page.locator('.details-poster img[src="/icons/preview.png"]').waitFor();
    await page.getByText('7.5/10').waitFor();
    const trailer = page.getByRole('link', { name: /trailer/ });
    expect(await trailer.getAttribute('href')).toBe('https://www.youtube.com/watch?v=abc');
    await page.getByText('not endorsed or certified by TMDB').waitFor();
  },
);
