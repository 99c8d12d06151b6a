import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest, type Visit } from '../../testing/browser/browser-test.ts';
import { refuseToSave } from '../../testing/browser/conflict.ts';
import { goOffline } from '../../testing/browser/offline.ts';
import { signIn, signInAtIssuer } from '../../testing/browser/sign-in.ts';

/** The browser's own console message for an unsuccessful response. */
const REFUSED = (...statuses: number[]) => new RegExp(`status of (${statuses.join('|')}) `);

async function addFilm(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Add a film' }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Year of first release').fill('2026');
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Changes a film by a request that the open form does not know about, as if someone else had changed the film. */
async function patchElsewhere({ page }: Visit, id: string, patch: object): Promise<void> {
  await page.evaluate(
    async ([path, body]) => {
      const { accessToken } = JSON.parse(sessionStorage.getItem('marquee.session') ?? '{}') as { accessToken: string };
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}`, 'if-match': '*' };
      const { status } = await fetch(path, { method: 'PATCH', headers, body });
      if (status !== 200) throw new Error(`PATCH answered ${String(status)}`);
    },
    [`/v1/films/${id}`, JSON.stringify(patch)] as const,
  );
}

/**
 * Presses Tab, and returns the names of the buttons and links that then have the focus but show no ring, and `body` if
 * nothing has it.
 */
async function tabWithoutRing(page: Page, presses: number): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < presses; i += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'body';
      const isBare = element.matches('button, a') && getComputedStyle(element).outlineStyle === 'none';
      return isBare ? element.textContent : undefined;
    });
    if (name !== undefined) names.push(name);
  }
  return names;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

browserTest(
  'keyboard users see the focus in the form and its dialogs, and it never falls to the top of the page',
  async ({ page }) => {
    await page.goto('/films/casablanca-1942');
    await signIn(page);
    await page.getByRole('status').filter({ hasText: 'Signed in as Ada' }).waitFor();
    const before = await page
      .getByRole('link', { name: 'Edit' })
      .locator('.MuiButton-startIcon')
      .evaluate((icon) => getComputedStyle(icon, '::before').content);
    expect(before).toBe('none');
    expect(await tabWithoutRing(page, 16)).toEqual([]);
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByRole('dialog', { description: 'will be deleted for everyone' }).waitFor();
    expect(await tabWithoutRing(page, 3)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Edit' }).press('Enter');

    // Someone else saved first: the dialog returns to the button that opened it.
    await page.getByLabel('Synopsis').fill('Mine');
    await refuseToSave(page, '/films/casablanca-1942');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    const conflict = page.getByRole('dialog', { description: 'Keep theirs, or keep yours' });
    await conflict.waitFor();
    expect(await conflict.getByRole('group', { name: 'Synopsis' }).innerText()).toMatch(/They saved\s+unchanged/);
    expect(await tabWithoutRing(page, 4)).toEqual([]);
    await page.keyboard.press('Escape');
    await conflict.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Save');
    await page.unrouteAll({ behavior: 'wait' });

    // A film that is refused: Enter in the first field leads to the reason, which is far below.
    await page.getByRole('link', { name: 'Add a film' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Add a film' }).waitFor();
    await page.getByLabel('Year of first release').fill('1600');
    await page.getByRole('textbox', { name: 'Title' }).fill('The Godfather');
    await page.keyboard.press('Enter');
    await page.getByText('Check the marked fields.').waitFor();
    await page.getByLabel('Year of first release').fill('1972');
    await page.getByText('Check the marked fields.').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent.includes('is already in the catalogue'));
    expect(await tabWithoutRing(page, 4)).toEqual([]);
    // "Cancel" is the last of these.
    expect(await focused(page)).toBe('Cancel');

    // Escape closes the suggestions of a field, and Alt with the arrow key shows them again.
    await page.getByLabel('Genres').pressSequentially('cri');
    await page.getByRole('option', { name: 'Crime' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Press the down arrow key to choose' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: 'Crime' }).waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'Press Alt+Down arrow' }).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('option', { name: 'Crime' }).waitFor();
    // The arrow key alone moves the caret to the next line.
    const cast = page.getByRole('textbox', { name: 'Cast' });
    await cast.fill('\nZyx');
    await cast.press('Control+Home');
    await cast.pressSequentially('al pac');
    await page.getByRole('option', { name: 'Al Pacino' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    const caret = await cast.evaluate((field: HTMLTextAreaElement) => field.selectionStart);
    expect(caret).toBeGreaterThan('al pac'.length);
  },
  { allowed: REFUSED(412) },
);

browserTest('visitors who are not signed in see a way to sign in and no way to change anything', async ({ page }) => {
  await page.goto('/add');
  await page.getByRole('heading', { name: 'Sign in to add or edit films' }).waitFor();
  expect(await page.getByRole('link', { name: 'Add a film' }).count()).toBe(0);
  await expectAccessible(page);
});

browserTest('signing in returns to the same page, survives a reload, and ends with signing out', async ({ page }) => {
  await page.goto('/add?from=here');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtIssuer(page, 'Ada Lovelace');
  await page.getByLabel('Title').waitFor();
  expect(new URL(page.url()).search).toBe('?from=here');
  await page.reload();
  await page.getByRole('button', { name: 'Signed in as Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Signed out' }).waitFor();
  expect(await focused(page)).toBe('Add a film');
  // The issuer asks for the name at every sign-in.
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name').waitFor();
});

browserTest('shows signed-in users why the films are in this order, but only on request', async ({ page }) => {
  const explained: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('explain=true')) explained.push(request.url());
  });
  await page.goto('/?q=godfahter');
  const found = page.getByRole('list', { name: 'Films' });
  await found
    .getByRole('link', { name: /The Godfather/ })
    .first()
    .waitFor();
  const why = page.getByRole('button', { name: 'Why this order?' });
  expect(await why.count()).toBe(0);
  await signIn(page);
  await why.waitFor();
  expect(await why.getAttribute('aria-expanded')).toBe('false');
  expect(explained).toEqual([]);
  await why.click();
  const reasons = page.getByRole('region', { name: 'Why this order' });
  const first = reasons.getByRole('listitem').first();
  await first.getByText('The Godfather').waitFor();
  expect(await first.innerText()).toContain('the title is the query with typos');
  expect(await first.innerText()).toContain('“godfahter” is “Godfather” in the title with 1 typo');
  expect(explained).toHaveLength(1);
  await expectAccessible(page);
  await why.click();
  expect(await reasons.count()).toBe(0);
  // The suggested correction is a title as its film spells it.
  await page.getByRole('button', { name: 'Search for The Godfather', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Films for “The Godfather”' }).waitFor();
});

browserTest(
  'Back after signing in does not open the address with the code again',
  async ({ page, url }) => {
    await page.goto('/?q=god');
    await signIn(page);
    expect(page.url()).toBe(`${url}/?q=god`);
    const spent = await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name ?? '');
    expect(spent).toContain('/signed-in?code=');
    // Back leads to the issuer's form. The form works only once and now answers 400.
    await page.goBack();
    await page.waitForURL((address) => address.origin !== url);
    await page.goForward();
    await page.getByRole('button', { name: 'Signed in as Ada' }).waitFor();
    expect(page.url()).toBe(`${url}/?q=god`);
    // The address with the code may still be in the clipboard.
    await page.goto(spent);
    await page.waitForURL(`${url}/`);
    await page.getByRole('button', { name: 'Signed in as Ada' }).waitFor();
  },
  { allowed: REFUSED(400) },
);

browserTest('a long account name leaves room for the tabs, the search box and the theme button', async ({ page }) => {
  await page.goto('/');
  const name = 'Maximiliane Freifrau von Hohenzollern-Sigmaringen';
  await signIn(page, name);
  for (const width of [320, 360, 768, 1024, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const boxOf = async (locator: Locator) => (await locator.boundingBox()) ?? { x: NaN, width: NaN };
    const account = await boxOf(page.getByRole('button', { name: `Signed in as ${name}` }));
    const tab = await boxOf(page.getByRole('navigation', { name: 'Main' }).getByRole('link').last());
    const theme = await boxOf(page.getByRole('button', { name: 'Use dark colours' }));
    const search = await boxOf(page.getByRole('combobox', { name: 'Search films' }));
    const isCovered = account.x < tab.x + tab.width;
    const isInside = theme.x + theme.width <= width;
    expect({ width, isCovered, isInside, isWide: search.width >= 180 }).toEqual({
      width,
      isCovered: false,
      isInside: true,
      isWide: true,
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

browserTest('reports that a sign-in was denied at the issuer', async ({ page }) => {
  await page.goto('/?q=godfather');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await page.getByText('Access was denied. Nothing was changed.').waitFor();
  await page.getByRole('link', { name: 'Back to where you were' }).click();
  await page.waitForURL('/?q=godfather');
});

browserTest('reports that a sign-in was cancelled or started elsewhere', async ({ page }) => {
  await page.goto('/signed-in?code=x&state=y');
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await expectAccessible(page);
});

browserTest('the form marks invalid fields and focuses the first of them', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.getByRole('link', { name: 'Add a film' }).click();
  await expectAccessible(page);
  await page.getByLabel('Year of first release').fill('1600');
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.getByText('Title is required.').waitFor();
  await page.getByText('must be a whole number from 1870 to 2100').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'film-title');
  expect(await page.getByLabel('Title').getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);
});

browserTest(
  'shows an error of the API at the field that the error names',
  async ({ page }) => {
    await page.goto('/');
    await signIn(page);
    await page.getByRole('link', { name: 'Add a film' }).click();
    await page.getByLabel('Title').fill('Control \u0001 character');
    await page.getByLabel('Year of first release').fill('1999');
    await page.getByRole('button', { name: 'Add film' }).click();
    await page.getByText(/Title .*control character/).waitFor();
  },
  { allowed: REFUSED(422) },
);

browserTest(
  'confirms that a film was added, saved or deleted, and focuses the heading; after a deletion, Back shows that the film is gone',
  async ({ page }) => {
    const id = 'soon-gone-2026';
    const focusedTag = () => page.evaluate(() => document.activeElement?.tagName);
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes(`/v1/films/${id}`)) requests.push(request.method());
    });
    await page.goto('/');
    await signIn(page);
    await addFilm(page, 'Soon Gone');
    await page.getByRole('status').filter({ hasText: 'Added “Soon Gone”' }).waitFor();

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Cast').fill('Nobody Else');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').filter({ hasText: 'Saved your changes to “Soon Gone”' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Soon Gone' }).waitFor();
    expect(await focusedTag()).toBe('H1');

    // The history now has two entries for the film's page. Back must show the film at neither of them.
    await page.getByRole('link', { name: 'Nobody Else' }).click();
    await page
      .getByRole('list', { name: 'Acted in' })
      .getByRole('link', { name: /^Soon Gone/ })
      .click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('/');
    await page.getByRole('status').filter({ hasText: 'Deleted “Soon Gone”' }).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await focusedTag()).toBe('H1');
    await expectAccessible(page);

    requests.length = 0;
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Nobody' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'This film is not in the catalogue' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    expect(requests).toEqual([]);
  },
  { allowed: REFUSED(404) },
);

browserTest('asks before typed text is lost because the user leaves the page', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.getByRole('link', { name: 'Add a film' }).click();
  await page.getByLabel('Title').fill('Half a film');
  await page.goBack();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Title').inputValue()).toBe('Half a film');
  const closing = page.waitForEvent('dialog');
  void page.reload().catch(() => undefined);
  const asked = await closing;
  expect(asked.type()).toBe('beforeunload');
  await asked.dismiss();
  await page.goBack();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('/');
});

browserTest(
  'asks before typed text is lost because the user opens an empty form instead of that for a movie',
  async ({ page }) => {
    await page.goto('/add?movie=1001');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAtIssuer(page);
    await page.getByLabel('Synopsis').fill('Typed');
    await page.getByRole('link', { name: 'Add a film' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Synopsis').inputValue()).toBe('Typed');
    await page.getByRole('link', { name: 'Add a film' }).click();
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('/add');
    // The address changes a moment before the form does.
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#film-extract')?.value === '');
  },
);

browserTest(
  'the form for a movie that the provider does not have says so',
  async ({ page }) => {
    await page.goto('/add?movie=999999');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAtIssuer(page);
    await page.getByRole('heading', { level: 1, name: 'There is no such movie on TMDB' }).waitFor();
  },
  { allowed: REFUSED(404) },
);

browserTest(
  'without a connection, the form for a movie says so instead of being empty',
  async ({ page, context }) => {
    await page.goto('/movies?query=lantern');
    await signIn(page);
    // The script of the form is loaded, and the movie is not.
    await page.getByRole('link', { name: 'Add a film' }).click();
    await page.getByLabel('Title').waitFor();
    await goOffline(page);
    await page.evaluate(() => {
      history.pushState({}, '', '/add?movie=1001');
      dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    });
    await page.getByRole('heading', { level: 1, name: "You're offline" }).waitFor();
    expect(await page.getByLabel('Title').count()).toBe(0);
    await context.setOffline(false);
    await page.getByLabel('Title').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('The Crimson Harbour of Brackwater');
  },
  // React Router says that it does not know the history entry, which no link has made.
  { allowed: /blocker on a POP navigation/ },
);

browserTest(
  'without a connection, the form for a film cannot be opened and says so, and a form that is open stays',
  async ({ page, context }) => {
    await page.clock.install();
    const path = '/films/casablanca-1942';
    await page.goto(path);
    await signIn(page);
    // Loads the script of the form.
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Casablanca' }).waitFor();
    await goOffline(page);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('heading', { level: 1, name: "You're offline" }).waitFor();
    await context.setOffline(false);
    await page.getByLabel('Synopsis').fill('Typed');

    // The film is out of date when the connection comes back, but it cannot be loaded.
    await goOffline(page);
    await page.clock.fastForward('02:00');
    let failures = 0;
    await page.route(`/v1${path}`, async (route) => {
      await route.abort('connectionrefused');
      failures += 1;
    });
    await context.setOffline(false);
    // The page asks a second time at once, and a third time only after it has taken note of the error.
    while (failures < 3) await page.clock.runFor(1_000);
    expect(await page.getByLabel('Synopsis').inputValue()).toBe('Typed');
  },
  { allowed: /Failed to load resource/ },
);

browserTest(
  'a conflict shows both versions, and the user can keep either',
  async (visit) => {
    const { page } = visit;
    await page.goto('/');
    await signIn(page);
    await addFilm(page, 'Conflict of Editors');
    const id = 'conflict-of-editors-2026';
    for (const choice of ['Keep mine', 'Keep theirs'] as const) {
      await page.goto(`/films/${id}/edit`);
      await page.getByLabel('Synopsis').fill(`Mine, and ${choice}`);
      await patchElsewhere(visit, id, { genres: ['Theirs'], extract: `Theirs, before ${choice}` });
      await page.getByRole('button', { name: 'Save' }).click();
      const dialog = page.getByRole('dialog', { name: 'Someone else saved this film first' });
      const synopsis = dialog.getByRole('group', { name: 'Synopsis' });
      await synopsis.getByText(`Theirs, before ${choice}`).waitFor();
      await synopsis.getByText(`Mine, and ${choice}`).waitFor();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: choice }).click();
      await page.waitForURL(`/films/${id}`);
      const message = choice === 'Keep theirs' ? 'Your changes were discarded' : 'Saved your changes';
      await page.getByRole('status').filter({ hasText: message }).waitFor();
      const answer = await page.request.get(`/v1/films/${id}`);
      const extract = choice === 'Keep theirs' ? `Theirs, before ${choice}` : `Mine, and ${choice}`;
      expect(await answer.json()).toMatchObject({ extract, genres: ['Theirs'] });
    }
  },
  { allowed: REFUSED(412) },
);

browserTest('keeps the typed text through a new sign-in, until the user drops it or saves it', async ({ page }) => {
  await page.clock.install();
  await page.goto('/');
  await signIn(page);
  await page.getByRole('link', { name: 'Add a film' }).click();
  await page.getByLabel('Title').fill('Typed before the token expired');
  await page.getByLabel('Year of first release').fill('2026');
  await page.clock.fastForward('02:00:00');
  await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor();
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.getByText("You've been signed out.").waitFor();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtIssuer(page);
  await page.getByRole('button', { name: 'Signed in as Ada' }).waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the token expired');
  // Forms at other addresses do not have this text.
  await page.goto('/add?movie=1001');
  await page.getByLabel('Title').waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('The Crimson Harbour of Brackwater');
  await page.goto('/add');
  await page.getByLabel('Title').waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the token expired');

  const stored = await page.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
  const restore = async () => {
    await page.evaluate((entries) => {
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, stored);
    await page.goto('/add');
    await page.getByLabel('Title').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the token expired');
  };
  const expectEmptyForm = async () => {
    await page.goto('/add');
    await page.getByLabel('Title').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('');
  };
  // A user who leaves without saving does not want the text any more.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Saved' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('/saved');
  await expectEmptyForm();
  // Neither does a user who takes it back by hand, or saves the film.
  await restore();
  await page.getByLabel('Title').fill('');
  await page.getByLabel('Year of first release').fill('');
  await expectEmptyForm();
  await restore();
  await page.getByRole('button', { name: 'Add film' }).click();
  await page.waitForURL('/films/typed-before-the-token-expired-2026');
  await expectEmptyForm();
});

browserTest('offers no sign-in if no issuer is configured', async ({ page }) => {
  await page.route('/v1/config', (route) =>
    route.fulfill({ json: { oidc: null, movies: { name: 'TMDB', isConfigured: false } } }),
  );
  await page.goto('/add');
  await page.getByRole('heading', { name: 'Sign in to add or edit films' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
});
