import type { Page } from 'playwright-core';
import { at, type State, type Walk } from './state.ts';

/** Makes the API refuse to show the status, as it does where it is not open. */
export async function refuseStatus(page: Page, status: 401 | 403): Promise<void> {
  const code = status === 401 ? 'token-required' : 'insufficient-scope';
  const json = { type: 'about:blank', title: code, status, code, detail: 'The scope is missing.', requestId: 'r' };
  await page.route('/v1/status', (route) => route.fulfill({ status, json, contentType: 'application/problem+json' }));
}

/** Searches for movies, so that there is something to plot. */
const withMovies: State['show'] = async (page) => {
  await at('/movies?query=lantern')(page);
  await at('/status', (loaded) => loaded.getByRole('figure', { name: /Provider calls saved/ }).waitFor())(page);
};

const refused =
  (status: 401 | 403, heading: string): State['show'] =>
  async (page) => {
    await refuseStatus(page, status);
    await at('/status', (loaded) => loaded.getByRole('heading', { level: 1, name: heading }).waitFor())(page);
    await page.unrouteAll();
  };

/** The status page, as an operator sees it, and as everybody else does. */
export const STATUS: Walk = {
  name: 'the status page',
  allowed: /status of 40[13] /,
  states: [
    { name: 'status', show: withMovies },
    {
      name: 'status with the values as a table',
      show: async (page) => {
        await withMovies(page);
        await page.getByText('Show the values as a table').click();
        await page.getByRole('table', { name: 'Movies cache' }).waitFor();
      },
    },
    { name: 'status, sign in first', show: refused(401, 'Sign in to see the status') },
    { name: 'status without the scope', show: refused(403, "You don't have access to the status page") },
  ],
};
