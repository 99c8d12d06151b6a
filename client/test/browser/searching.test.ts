import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search films' });
const films = (page: Page) => page.getByRole('list', { name: 'Films' });
const found = (page: Page, text: RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();
const answerOf = async (page: Page, query: string) =>
  (await (await page.request.get(`/v1/films?${query}`)).json()) as { total: number };

browserTest('the results name the search that they answer, and how long the reader waited', async ({ page }) => {
  await page.goto('/?q=godfahter');
  await page.getByText('Showing results for').waitFor();
  await page.getByText(/^3 films in \d+\.\d\d s$/).waitFor();
  await page.getByRole('button', { name: 'Search for godfahter instead' }).click();
  await page.waitForURL('/?q=godfahter&typos=false');
  await page.getByText('No films', { exact: true }).waitFor();
  await page
    .getByRole('list', { name: 'With typos forgiven' })
    .getByRole('link', { name: /^The Godfather 1972/ })
    .waitFor();
  await page.goto('/?q=goxqzwv');
  await page.getByText('No films', { exact: true }).waitFor();
  // An empty result offers titles that begin like the typed text.
  await page.getByRole('heading', { name: 'Titles that begin alike' }).waitFor();
  expect(
    await page.getByRole('list', { name: 'Titles that begin alike' }).locator('[data-card]').count(),
  ).toBeGreaterThan(0);
  await expectAccessible(page);
  await page.goto('/?q=godfather&genre=Western');
  await page.getByRole('heading', { name: 'Without the filters' }).waitFor();
  await page.getByRole('link', { name: /^The Godfather 1972/ }).waitFor();
});

browserTest('a reader filters by either of two genres, and excludes a third', async ({ page }) => {
  const [any, not] = [
    await answerOf(page, 'anyGenre=Horror&anyGenre=Comedy'),
    await answerOf(page, 'anyGenre=Horror&anyGenre=Comedy&notGenre=Drama'),
  ];
  expect(any.total).toBeGreaterThan(not.total);
  await page.goto('/?genre=Horror');
  const filters = page.getByRole('complementary', { name: 'Filters' });
  await filters.getByLabel('Films must have').selectOption('Any of these');
  await page.waitForURL('/?anyGenre=Horror');
  // The new counts reorder the list. A key reaches the button even if it has just moved.
  await filters.getByRole('button', { name: /^Comedy/ }).press('Enter');
  await page.waitForURL('/?anyGenre=Horror&anyGenre=Comedy');
  await page.getByRole('heading', { level: 1, name: 'Horror or Comedy films' }).waitFor();
  await found(page, new RegExp(`^${String(any.total)} films found`));
  await filters.getByRole('button', { name: 'Exclude Drama' }).press('Enter');
  await page.waitForURL(/&notGenre=Drama$/);
  await found(page, new RegExp(`^${String(not.total)} films found`));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove filter not Drama' }).click();
  await page.waitForURL('/?anyGenre=Horror&anyGenre=Comedy');
});

browserTest(
  'on a phone, there are at most three suggestions, none of them a film, and their typed part is marked',
  async ({ page }) => {
    await page.goto('/?sort=title');
    await films(page).locator('[data-card]').first().waitFor();
    await searchBox(page).pressSequentially('mar');
    const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await options.first().waitFor();
    expect(await options.count()).toBeLessThanOrEqual(3);
    const texts = await options.allInnerTexts();
    expect(texts.filter((text) => !text.includes('film'))).toEqual([]);
    expect((await options.locator('mark').first().innerText()).toLowerCase()).toBe('mar');
    const box = await page.getByRole('listbox', { name: 'Suggestions' }).boundingBox();
    // The screen above the keyboard of a phone is about 400 px high.
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(280);
  },
  { viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' },
);

browserTest(
  'control characters become spaces, and a word that is being composed is not searched for',
  async ({ page }) => {
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/films' && searchParams.has('q')) asked.push(searchParams.get('q') ?? '');
    });
    await page.goto(`/?q=${encodeURIComponent('the\u0001godfather')}`);
    await page.getByRole('link', { name: /^The Godfather 1972/ }).waitFor();
    const answered = page.waitForResponse(/\/v1\/films\?q=al\+pacino/);
    await searchBox(page).fill('al\u0007pacino');
    await answered;
    asked.length = 0;
    await searchBox(page).fill('');
    await page.waitForURL('/');
    await searchBox(page).focus();
    const session = await page.context().newCDPSession(page);
    for (const text of ['m', 'ma', 'mar']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      // This is longer than the pause after which letters are searched for.
      await page.clock.runFor(200);
    }
    expect(asked).toEqual([]);
    // The arrow key chooses a proposal of the input method. It does not lead to the films of the home page.
    await page.keyboard.press('ArrowDown');
    expect(await searchBox(page).evaluate((box) => box === document.activeElement)).toBe(true);
    await session.send('Input.insertText', { text: 'mary' });
    await page.waitForURL('/?q=mary');
  },
);

browserTest(
  'the first letter is searched for at once, and letters that follow quickly are searched for together',
  async ({ page }) => {
    await page.clock.install();
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/films' && searchParams.has('q')) asked.push(searchParams.get('q') ?? '');
    });
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await searchBox(page).press('g');
    await page.clock.runFor(1);
    await page.waitForURL('/?q=g');
    await searchBox(page).press('o');
    await page.clock.runFor(10);
    await searchBox(page).press('d');
    await page.clock.runFor(10);
    await searchBox(page).press('f');
    expect(asked).toEqual(['g']);
    await page.clock.runFor(60);
    await page.waitForURL('/?q=godf');
    await page.clock.resume();
    await found(page, /films found/);
    expect(asked).toEqual(['g', 'godf']);
  },
);

browserTest('a pointer that only passes over a film does not request it', async ({ page }) => {
  await page.clock.install();
  await page.goto('/?q=godfather');
  const card = films(page).locator('[data-card]').first();
  await card.waitFor();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/v1\/films\/[^?]+$/.test(request.url())) asked.push(request.url());
  });
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await card.hover();
  await page.clock.runFor(70);
  await page.mouse.move(5, 5);
  await page.clock.runFor(1_000);
  expect(asked).toEqual([]);
  const requested = page.waitForRequest(/\/v1\/films\/[^?]+$/);
  await card.hover();
  await page.clock.runFor(90);
  await requested;
});

browserTest('no word of a generated poster is broken, and a still is shown whole', async ({ page }) => {
  await page.route('/v1/films?*', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { items: { title: string; genres: string[]; thumbnail?: string }[] };
    const titles = ['Honeymoon', 'Oppenheimer', 'Frankenstein Meets', 'Transylvanian', 'Chrysanthemum', 'WWW MMMMMMM'];
    const items = answer.items.map(({ thumbnail: _none, ...film }, i) => ({
      ...film,
      title: titles[i % titles.length] ?? film.title,
      genres: [],
      ...(i === 0 && { thumbnail: '/favicon.svg', thumbnailWidth: 640, thumbnailHeight: 360 }),
    }));
    await route.fulfill({ response, json: { ...answer, items } });
  });
  await page.goto('/?sort=title');
  await films(page).locator('.generated-poster-title').nth(20).scrollIntoViewIfNeeded();
  const broken = await films(page)
    .locator('.generated-poster-title')
    .evaluateAll((titles) =>
      titles
        .filter((title) => {
          const text = title.firstChild;
          const range = document.createRange();
          return title.textContent.split(' ').some((word) => {
            const at = title.textContent.indexOf(word);
            if (!text) return false;
            range.setStart(text, at);
            range.setEnd(text, at + word.length);
            return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
          });
        })
        .map((title) => title.textContent),
    );
  expect(broken).toEqual([]);
  const still = films(page).locator('.poster[data-shape="wide"] > img').last();
  expect(await still.evaluate((image) => getComputedStyle(image).objectFit)).toBe('contain');
  // A card without genres does not end in a dot.
  expect((await films(page).locator('.poster-facts').first().innerText()).trim()).toMatch(/^\d{4}$/);
});

browserTest('users of a mouse can scroll a row of posters with arrows', async ({ page }) => {
  await page.goto('/films/the-godfather-1972');
  const strip = page.getByRole('list', { name: 'Similar films' });
  await strip.locator('[data-card]').first().waitFor();
  await page.locator('.poster-strip-arrow[data-to="forth"]').click();
  await page.waitForFunction(() => (document.querySelector('.poster-strip')?.scrollLeft ?? 0) > 100);
  await page.locator('.poster-strip-arrow[data-to="back"]').click();
  await page.waitForFunction(() => document.querySelector('.poster-strip')?.scrollLeft === 0);
});

browserTest(
  'beyond 500 films, the browser skips the cards that are far from the screen, except in print, and the films keep their places',
  async ({ page }) => {
    await page.route('/v1/films?*', async (route) => {
      const url = new URL(route.request().url());
      const first = url.searchParams.has('cursor') ? 500 : 0;
      const response = await route.fetch({ url: new URL('/v1/films?q=godfather', url).href });
      const { items, ...answer } = (await response.json()) as { readonly items: readonly object[] };
      const films = Array.from({ length: first === 0 ? 500 : 36 }, (_, i) => ({
        ...items[0],
        id: `film-${String(first + i)}`,
        title: 'A title '.repeat(1 + (i % 11)),
      }));
      const json = { ...answer, items: films, highlights: [], total: 536, ...(first === 0 && { nextCursor: 'more' }) };
      await route.fulfill({ response, json });
    });
    await page.goto('/?sort=title');
    const cards = page.getByRole('list', { name: 'Films' }).locator('[data-card]');
    const rendered = () =>
      cards.evaluateAll((all) => all.filter((card) => card.checkVisibility({ contentVisibilityAuto: true })).length);
    const place = () =>
      page.locator('[data-card="film-495"]').evaluate((card) => Math.round(card.getBoundingClientRect().top + scrollY));
    await cards.nth(499).waitFor();
    expect(await rendered()).toBe(500);
    const before = await place();
    await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
    });
    await cards.nth(535).waitFor({ state: 'attached' });
    await page.waitForFunction(
      () => document.querySelector('[data-card="film-0"]')?.checkVisibility({ contentVisibilityAuto: true }) === false,
    );
    expect(await rendered()).toBeLessThan(250);
    expect(await place()).toBe(before);
    await page.emulateMedia({ media: 'print' });
    expect(await rendered()).toBe(536);
  },
);

browserTest('an empty result asks at most twice for the nearest titles', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/v1/films' && searchParams.get('limit') === '6') asked.push(searchParams.get('q') ?? '');
  });
  const last = page.waitForResponse(/\/v1\/films\?q=xq&/);
  await page.goto('/?q=xqzwv');
  await last;
  expect(asked).toEqual(['xqz', 'xq']);
  asked.length = 0;
  await page.goto('/?q=godfather&genre=Western');
  await page.getByRole('heading', { name: 'Without the filters' }).waitFor();
  expect(asked).toEqual(['godfather']);
});
