import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn } from '../../testing/browser/sign-in.ts';

const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search films' });
const list = (page: Page, name: string) => page.getByRole('main').getByRole('list', { name, exact: true });
const showsPerson = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

/** Adds a film in the form. The caller must be signed in. */
async function addFilm(page: Page, title: string, cast: string, directors: string): Promise<void> {
  await page.goto('/add');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Year of first release').fill('2026');
  await page.getByLabel('Cast').fill(cast);
  await page.getByLabel('Directors').fill(directors);
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

browserTest(
  'a reader opens the page of an actor from a film, narrows down the films, and comes back to the card',
  async ({ page }) => {
    await page.goto('/films/the-godfather-1972');
    await page.getByRole('list', { name: 'Cast' }).getByRole('link', { name: 'Al Pacino' }).click();
    await page.waitForURL('/people/Al%20Pacino');
    await showsPerson(page, 'Al Pacino');
    expect(await page.title()).toBe('Al Pacino · Marquee');
    // The heading has the focus, so that a screen reader continues there.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Al Pacino');
    const acted = list(page, 'Acted in');
    const { roles } = (await (await page.request.get('/v1/people/Al%20Pacino')).json()) as {
      roles: { acted: { total: number; facets: { decade: { value: string; count: number }[] } } };
    };
    // The heading appears before the films.
    await acted.locator('[data-card]').first().waitFor();
    expect(await acted.locator('[data-card]').count()).toBe(roles.acted.total);

    const [decade = { value: '', count: 0 }] = roles.acted.facets.decade;
    const facets = list(page, 'Acted in: genres and decades');
    await facets
      .getByRole('link', { name: new RegExp(`^${decade.value}s\\s*${String(decade.count)} films?$`) })
      .click();
    await page.waitForURL(new RegExp(`\\?cast=Al\\+Pacino&yearFrom=${decade.value}`));
    await page
      .getByRole('status')
      .filter({ hasText: new RegExp(`^${String(decade.count)} films? found`) })
      .waitFor();

    await page.goBack();
    await showsPerson(page, 'Al Pacino');
    await page.getByRole('link', { name: 'Search these films: Acted in' }).click();
    await page.waitForURL('/?cast=Al+Pacino');
    await page.goBack();
    const last = acted.locator('[data-card]').last();
    await last.click();
    await page.waitForURL(/\/films\//);
    await page.goBack();
    await showsPerson(page, 'Al Pacino');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-card'));
    expect(focused).toBe(await last.getAttribute('data-card'));
  },
);

browserTest(
  'a name with a slash, a percent sign, dots or other scripts works in links and after a reload, and a person can have two roles',
  async ({ page }) => {
    await page.goto('/');
    await signIn(page);
    const names = ['AC/DC', '100% Real', 'Sammy Davis Jr.', '三船 敏郎', 'A+B & C=D #1?', '%41'];
    await addFilm(page, 'Zyx Odd Names', [...names, 'Zyx Director'].join('\n'), 'Zyx Director');
    for (const name of names) {
      await page.getByRole('list', { name: 'Cast' }).getByRole('link', { name, exact: true }).click();
      await showsPerson(page, name);
      await list(page, 'Acted in')
        .getByRole('link', { name: /^Zyx Odd Names/ })
        .waitFor();
      const answer = await page.reload();
      expect([name, answer?.status()]).toEqual([name, 200]);
      await list(page, 'Acted in')
        .getByRole('link', { name: /^Zyx Odd Names/ })
        .click();
      await page.getByRole('heading', { level: 1, name: 'Zyx Odd Names' }).waitFor();
    }
    await page.getByRole('list', { name: 'Directed by' }).getByRole('link', { name: 'Zyx Director' }).click();
    await showsPerson(page, 'Zyx Director');
    await page.getByText('1 film, 2026').first().waitFor();
    await expectAccessible(page);
    // The page of a director does not name the director on each card, but the list of the films in which they acted does.
    await list(page, 'Acted in').getByRole('link', { name: 'Directed by Zyx Director' }).waitFor();
    expect(await list(page, 'Directed').getByRole('link', { name: 'Directed by Zyx Director' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Acted in 1 film' }).click();
    await page.waitForURL('/people/Zyx%20Director#cast');
    await page.keyboard.press('Tab');
    const section = await page.evaluate(() => document.activeElement?.closest('section')?.id);
    expect(section).toBe('cast');

    await list(page, 'Directed')
      .getByRole('link', { name: /^Zyx Odd Names/ })
      .click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('/');
  },
);

browserTest(
  'choosing a person in the suggestions opens their page; while there are filters, it adds a filter, and their page comes second',
  async ({ page }) => {
    const suggested = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: /^Al Pacino/ });
    await page.goto('/');
    await searchBox(page).fill('al pacin');
    await suggested.click();
    await page.waitForURL('/people/Al%20Pacino');
    await showsPerson(page, 'Al Pacino');
    expect(await searchBox(page).inputValue()).toBe('');
    await page.goto('/?genre=Crime');
    await searchBox(page).fill('al pacin');
    await suggested.first().click();
    await page.waitForURL(/genre=Crime&cast=Al\+Pacino/);
    await searchBox(page).fill('al pacin');
    await suggested.filter({ hasText: 'Open the page' }).click();
    await showsPerson(page, 'Al Pacino');
  },
);

browserTest(
  'for a name that nobody has, the page says so and offers a search for it',
  async ({ page }) => {
    for (const name of ['pacino', 'x'.repeat(201)]) {
      await page.goto(`/people/${name}`);
      await page.getByRole('heading', { level: 1, name: 'Nobody in the catalogue has this name' }).waitFor();
      expect(await page.title()).toBe('No such person · Marquee');
      await expectAccessible(page);
    }
    await page.goto('/people/pacino');
    await page.getByRole('link', { name: 'Search for this name' }).click();
    await page.waitForURL('/?q=pacino');
    await page
      .getByRole('list', { name: 'Films' })
      .getByRole('link', { name: /The Godfather 1972/ })
      .waitFor();
  },
  { allowed: /status of 40[04] / },
);

browserTest(
  'while a person loads, the page shows the name; if the API fails, it says so and continues when the API is back',
  async ({ page }) => {
    const held = Promise.withResolvers<undefined>();
    await page.route('/v1/people/**', async (route) => {
      await held.promise;
      await route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' });
    });
    await page.goto('/people/al%20pacino');
    await showsPerson(page, 'al pacino');
    await page.locator('[aria-busy="true"]').waitFor();
    await expectAccessible(page);
    held.resolve(undefined);
    await page.getByRole('alert').waitFor();
    await page.unroute('/v1/people/**');
    // The page also retries by itself, so the button may already have disappeared.
    const person = page.getByRole('heading', { level: 1, name: 'Al Pacino', exact: true });
    await page.getByRole('button', { name: 'Try again' }).or(person).first().click();
    await person.waitFor();
    await list(page, 'Acted in').locator('[data-card]').first().waitFor();
  },
  { allowed: /Failed to load resource/, reducedMotion: 'reduce' },
);
