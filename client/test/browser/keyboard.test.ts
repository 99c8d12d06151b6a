import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { signIn, signInAtIssuer } from '../../testing/browser/sign-in.ts';

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  });
/** Whether the element that has the focus shows a ring around it. */
const hasRing = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle === 'solid');
const chips = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('button');

browserTest(
  'the first Tab stop skips the header and the filters, and a link leads back to the filters',
  async ({ page, context }) => {
    await page.goto('/?genre=Drama');
    await page.getByRole('list', { name: 'Films' }).locator('[data-card]').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Drama films');
    const stops: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.hasAttribute('data-card')).then(String));
    }
    expect(stops).toContain('true');

    // The films are a grid for the arrow keys.
    const card = page.getByRole('list', { name: 'Films' }).locator('[data-card]');
    const isAt = (index: number) => card.nth(index).evaluate((element) => element === document.activeElement);
    await card.first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await isAt(1)).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await isAt(1)).toBe(false);
    await page.keyboard.press('ArrowUp');
    expect(await isAt(1)).toBe(true);

    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Go to the filters');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('First year');
    // Each list is one stop.
    await page.keyboard.press('Tab');
    for (const stop of ['Decade', 'Films must have', /^Drama/, /^Show \d+ more genres$/]) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toMatch(stop);
    }
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    const second = await focused(page);
    expect(second).toMatch(/^(?!Drama).*\d$/);
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.title)).toMatch(/^Exclude /);
    // A tooltip with the name of its button would be read as the description too.
    const { nodes } = await (await context.newCDPSession(page)).send('Accessibility.getFullAXTree');
    const said = nodes.map(
      ({ name, description }) => [name?.value ?? '', description?.value ?? ''] as [string, string],
    );
    expect(said.filter(([name, description]) => name !== '' && name === description)).toEqual([]);
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe(second);
    expect(new URL(page.url()).hash).toBe('');
  },
);

browserTest(
  'on the home page, a few Tab stops lead past the rows of films to the decades and to the genres',
  async ({ page }) => {
    await page.goto('/');
    const main = page.getByRole('main');
    const tabTo = async (target: Locator) => {
      const hasFocus = () => target.evaluate((element) => element.contains(document.activeElement));
      for (let stops = 0; stops < 3 && !(await hasFocus()); stops += 1) await page.keyboard.press('Tab');
      expect(await hasFocus()).toBe(true);
    };
    for (const [name, list] of [
      ['decade', 'Decades'],
      ['genre', 'Genres'],
    ] as const) {
      await main.getByRole('list', { name: list, exact: true }).getByRole('link').first().waitFor();
      await page.getByRole('heading', { level: 1 }).focus();
      await tabTo(page.getByRole('link', { name: `Browse by ${name}` }));
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe(`By ${name}`);
      await tabTo(main.getByRole('list', { name: list, exact: true }));
    }
    expect(new URL(page.url()).hash).toBe('');
  },
);

browserTest('the focus stays near a filter that was removed', async ({ page }) => {
  await page.goto('/?genre=Drama&genre=Crime&cast=Al+Pacino');
  await chips(page).first().waitFor();
  await chips(page).nth(1).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('/?genre=Drama&cast=Al+Pacino');
  expect(await focused(page)).toBe('Remove filter Al Pacino');
  await page.keyboard.press('Enter');
  await page.waitForURL('/?genre=Drama');
  expect(await focused(page)).toBe('Remove filter Drama');
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  const heading = page.getByRole('heading', { level: 1, name: 'Find a film by whatever you remember' });
  await heading.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

browserTest(
  'two filters are removed by two presses, even if the page has not shown the first change yet',
  async ({ page, context }) => {
    await page.goto('/?genre=Drama&genre=Crime&cast=Al+Pacino');
    await chips(page).nth(1).focus();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
    await page.waitForURL('/?genre=Drama');
    expect(await focused(page)).toBe('Remove filter Drama');
  },
);

browserTest('several key presses on the year slider are one request and one history entry', async ({ page }) => {
  await page.goto('/?genre=Drama');
  await page.getByRole('slider', { name: 'First year' }).focus();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (/\/v1\/films\?.*yearFrom/.test(request.url())) requests.push(request.url());
  });
  const before = await page.evaluate(() => history.length);
  const answered = page.waitForResponse(/\/v1\/films\?.*yearFrom/);
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
  await answered;
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  expect(requests).toHaveLength(1);
  const thumb = page.locator('.MuiSlider-thumb.Mui-focusVisible');
  expect(await thumb.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  // Presses after a longer pause are a further request, but they change the same entry.
  const answeredAgain = page.waitForResponse(/\/v1\/films\?.*yearFrom/);
  await page.keyboard.press('ArrowRight');
  await answeredAgain;
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  // A press after Back does not change the entry to which Back went.
  await page.goBack();
  await page.waitForURL('/?genre=Drama');
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/yearFrom/);
  await page.goBack();
  await page.waitForURL('/?genre=Drama');
  await page.getByLabel('Decade', { exact: true }).selectOption('1970s');
  await page.waitForURL('/?genre=Drama&yearFrom=1970&yearTo=1979');
  await page.getByRole('slider', { name: 'First year', description: 'With Shift, the arrows' }).focus();
  // A key on the slider is not a letter of a text.
  await page.keyboard.press('/');
  expect(await focused(page)).toBe('Search films');
});

browserTest('the search box leads to the films, `/` can be taken back, and `?` lists the keys', async ({ page }) => {
  const box = page.getByRole('combobox', { name: 'Search films' });
  const cards = page.getByRole('list', { name: 'Films' }).locator('[data-card]');
  const isOnFilm = () => page.evaluate(() => document.activeElement?.hasAttribute('data-card'));
  await page.goto('/?q=the&genre=Drama');
  await cards.nth(8).focus();
  const card = await focused(page);
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(0);
  for (const key of ['/', 'Control+k']) {
    await page.keyboard.press(key);
    expect(await focused(page)).toBe('Search films');
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    // A second `/` is not a letter.
    await page.keyboard.press('/');
    expect(await box.inputValue()).toBe('the');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(card);
    expect(await box.inputValue()).toBe('the');
  }

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.waitFor();
  await page.keyboard.press('/');
  expect(await keys.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await expectAccessible(page);
  await page.keyboard.press('?');
  await keys.waitFor({ state: 'detached' });
  expect(await focused(page)).toBe(card);
  await page.getByRole('contentinfo').getByRole('button', { name: 'Keys' }).press('Enter');
  await keys.waitFor();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });

  // Once the cursor has left the box, Escape clears the box again.
  await page.keyboard.press('/');
  await page.keyboard.press('Tab');
  await box.focus();
  await page.keyboard.press('Escape');
  expect(await box.inputValue()).toBe('');

  // A list without suggestions is not open. The film from which the user came has disappeared, so they go back to the heading.
  await page.waitForURL('/?genre=Drama');
  await cards.first().focus();
  await page.keyboard.press('/');
  await page.keyboard.type('xqzwv');
  await page.getByRole('heading', { name: 'No films found' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await box.inputValue()).toBe('');
  await cards.first().waitFor();
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('Drama films');

  // The key after the last suggestion leaves the list. If the list is closed, the first key does.
  await box.fill('mar');
  const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await options.first().waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /^\d suggestions?\. Press the down arrow key to choose\.$/ })
    .waitFor();
  await page.getByRole('heading', { level: 1, name: 'Films for “mar”' }).waitFor();
  await cards.first().waitFor();
  for (let i = await options.count(); i > 0; i -= 1) await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('Search films');
  await page.keyboard.press('ArrowDown');
  expect(await isOnFilm()).toBe(true);
  await page.keyboard.press('/');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await focused(page)).toBe('Search films');
  await page.keyboard.press('Alt+ArrowDown');
  await options.first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  expect(await isOnFilm()).toBe(true);
});

browserTest(
  'the focus stays in the filters when they change, and screen readers hear what the films are now',
  async ({ page }) => {
    const said = (text: RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();
    const genres = page.getByRole('complementary', { name: 'Filters' }).getByRole('list', { name: 'Genres' });
    await page.goto('/?sort=title');
    await genres.getByRole('listitem').nth(8).waitFor();
    await page.getByRole('button', { name: /^Show \d+ more genres$/ }).press('Enter');
    const tenth = genres.getByRole('listitem').nth(9).getByRole('button').first();
    expect(await tenth.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Show fewer genres' }).press('Enter');

    await genres.getByRole('button', { name: 'Exclude Drama' }).press('Enter');
    await page.waitForURL(/notGenre=Drama/);
    await said(/^\d+ films found: Films that are not Drama, Title A to Z$/);
    await genres.getByRole('button', { name: 'Exclude Drama' }).waitFor({ state: 'detached' });
    expect(await genres.evaluate((list) => list.contains(document.activeElement))).toBe(true);
    await page.getByLabel('Sort by').selectOption('year');
    await said(/Films that are not Drama, Oldest first$/);

    // Those who are done with the filters can go on to the films.
    await page.getByRole('link', { name: 'Skip the filters' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Films that are not Drama');

    await page.setViewportSize({ width: 400, height: 740 });
    await page.getByRole('button', { name: /^Filters/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Filters' });
    await drawer.getByRole('status').filter({ hasText: 'films found: Films that are not Drama' }).waitFor();
    // A key that leads to the search box does nothing while a dialog covers the box.
    await page.keyboard.press('/');
    expect(await drawer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  },
);

browserTest(
  'a message and a shuffle do not take the focus away, and the message covers no focused link',
  async ({ page }) => {
    const message = (text: string) => page.getByRole('status').filter({ hasText: text });
    await page.clock.install();
    // A shuffle before the films are there counts too.
    const pressed = Promise.withResolvers<undefined>();
    const asked = page.waitForRequest(/fame/);
    await page.route(/fame/, async (route) => {
      await pressed.promise;
      await route.continue();
    });
    await page.goto('/');
    await asked;
    await page.getByRole('button', { name: 'Shuffle' }).press('Enter');
    pressed.resolve(undefined);
    await message('Other films are shown. The first is ').waitFor();
    expect(await focused(page)).toBe('Shuffle');

    await page.goto('/films/casablanca-1942');
    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await message('Saved “Casablanca” for later').waitFor();
    await page.getByRole('contentinfo').getByRole('link', { name: 'API' }).focus();
    await page.waitForFunction(() => {
      const bottomOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      return (bottomOf('.footer > a:last-child')?.bottom ?? NaN) <= (bottomOf('.message > div')?.top ?? NaN);
    });
    await page.getByRole('button', { name: 'Close' }).press('Enter');
    expect(await focused(page)).toBe('API');
    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await message('Removed “Casablanca”').waitFor();
    await page.keyboard.press('Escape');
    await message('Removed “Casablanca”').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Save for later');
    // If the message disappears by itself while its button has the focus, the focus goes back too.
    await page.getByRole('button', { name: 'Save for later' }).press('Enter');
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.clock.fastForward(8_000);
    await message('Saved “Casablanca” for later').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Save for later');

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Saved' }).press('Enter');
    await page.waitForFunction(() => document.activeElement?.textContent === 'Saved films');
    expect(await hasRing(page)).toBe(true);
    await page.getByRole('button', { name: 'Export as CSV' }).press('Enter');
    await message('Exported 1 film as CSV').waitFor();
  },
);

browserTest('a screen reader announces what was found, and buttons say of what they show more', async ({ page }) => {
  await page.goto('/?q=godfahter');
  await page
    .getByRole('status')
    .filter({ hasText: /godfather/i })
    .waitFor();
  await page.goto('/?sort=title');
  await page.getByRole('button', { name: /^Show \d+ more people$/ }).click();
  await page.getByRole('button', { name: 'Show fewer people' }).waitFor();

  // While the user goes through the films with the keyboard, none are added by themselves, so the footer can be reached.
  const cards = page.getByRole('list', { name: 'Films' }).locator('[data-card]');
  const shown = await cards.count();
  await page.keyboard.press('Tab');
  await cards.nth(shown - 2).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText(new RegExp(`^${String(shown)} of \\d+ films shown$`)).waitFor();
  await page.getByRole('button', { name: 'Load more' }).press('Enter');
  await cards.nth(shown).waitFor();
  await page.keyboard.press('ArrowRight');
  expect(await cards.nth(shown).evaluate((card) => card === document.activeElement)).toBe(true);
});

browserTest(
  'Ctrl+K leads from a text field to the search box, and Escape leads back; on a Mac, Cmd+K does',
  async ({ page }) => {
    await page.addInitScript(() => {
      // A screen reader does not read a message that appears together with its element.
      new MutationObserver(() => {
        const message = document.querySelector('.message')?.textContent;
        if (message !== undefined) document.documentElement.dataset['firstMessage'] ??= message;
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto('/add');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAtIssuer(page);
    await page.getByRole('status').filter({ hasText: 'Signed in as Ada' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['firstMessage'])).toBe('');
    expect(await focused(page)).toBe('Add a film');
    const title = page.getByLabel('Title');
    const isInTitle = () => title.evaluate((field) => field === document.activeElement);
    await title.press('Control+k');
    expect(await focused(page)).toBe('Search films');
    await page.keyboard.press('Escape');
    expect(await isInTitle()).toBe(true);
    // On a Mac, Ctrl+K in a text field deletes the rest of the line.
    await page.evaluate(() => Object.defineProperty(navigator, 'userAgent', { value: 'Macintosh' }));
    await title.press('Control+k');
    expect(await isInTitle()).toBe(true);
    await title.press('Meta+k');
    expect(await focused(page)).toBe('Search films');
  },
);

browserTest(
  'every page that an editor uses has its own title, and Delete has enough contrast',
  async ({ page }) => {
    await page.goto('/signed-in?code=x&state=y');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await page.title()).toBe('Not signed in · Marquee');
    await page.goto('/films/the-godfather-1972');
    await signIn(page);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Title').waitFor();
    expect(await page.title()).toBe('Edit The Godfather · Marquee');
    await page.getByRole('link', { name: 'Add a film' }).click();
    await page.getByRole('heading', { level: 1, name: 'Add a film' }).waitFor();
    expect(await page.title()).toBe('Add a film · Marquee');
  },
  { colorScheme: 'dark', reducedMotion: 'reduce' },
);
