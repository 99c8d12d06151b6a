import type { Page } from 'playwright-core';
import { goOffline } from './offline.ts';
import { at, FILM, searchBox, type Walk } from './state.ts';

const fail = (page: Page) => page.route('/v1/**', (route) => route.abort('connectionrefused'));
const noticed = (page: Page) => page.getByRole('alert').first().waitFor();

/** While the API or the connection is down. */
export const TROUBLE: Walk = {
  name: 'a visitor while the API or the connection is down',
  allowed: /Failed to load resource/,
  states: [
    {
      name: 'saved TMDB results',
      show: async (page: Page) => {
        await page.route('/v1/movies?*', async (route) => {
          const response = await route.fetch();
          const answer = (await response.json()) as { cache: object };
          await route.fulfill({ response, json: { ...answer, cache: { ...answer.cache, status: 'stale' } } });
        });
        await at('/movies?query=waltz', (loaded) => loaded.getByText('Showing saved results').waitFor())(page);
      },
    },
    {
      name: 'films without a connection',
      show: at('/?q=godfather', async (page) => {
        await goOffline(page);
        await searchBox(page).fill('vertigo');
        await page.getByText('Searching for “vertigo”').waitFor();
      }),
    },
    {
      name: 'film without a connection',
      show: at('/?q=godfather', async (page) => {
        await goOffline(page);
        await page.getByRole('list', { name: 'Films' }).locator('[data-card]').last().click();
        await page.getByRole('heading', { level: 1, name: "You're offline" }).waitFor();
      }),
    },
    ...['/', '/?q=godfather', FILM, '/people/Al%20Pacino', '/movies?query=lantern'].map((path) => ({
      name: `API down at ${path}`,
      show: async (page: Page) => {
        await fail(page);
        await page.goto(path);
        await noticed(page);
      },
    })),
  ].map((state) => ({
    ...state,
    show: async (page: Page) => {
      // Undo the previous state only now. If it were undone earlier, the page would retry and leave that state before axe
      // checks it.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.context().setOffline(false);
      await state.show(page);
    },
  })),
};
