import { expect } from '@jest/globals';
import { paths } from '../../src/config/paths.ts';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

browserTest('the page is served with the strict Content-Security-Policy, and its styles apply', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'; style-src 'self' 'sha256-");
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(251, 247, 242)');
  await expectAccessible(page);
});

browserTest(
  'after a reload, the dark colours that the user chose apply before any script of the page runs',
  async ({ page }) => {
    const colours = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto('/');
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    expect(await colours()).toBe('rgb(19, 16, 23)');
    await page.route(/assets\/.*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.reload();
    expect(await colours()).toBe('rgb(19, 16, 23)');
    expect(await page.locator('.header').isVisible()).toBe(true);
    await page.unroute(/assets\/.*\.js$/);
    await page.reload();
    await page.getByRole('button', { name: 'Use light colours' }).click();
    expect(await colours()).toBe('rgb(251, 247, 242)');
  },
);

browserTest(
  'on a phone, the header that is painted before any script runs has its tabs where they stay',
  async ({ page }) => {
    const tabs = () =>
      page.locator('.header-tab').evaluateAll((elements) =>
        elements.slice(0, 2).map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { text: element.textContent.trim(), x, y, width, height };
        }),
      );
    await page.route(/assets\/.*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.goto('/');
    const painted = await tabs();
    await page.unroute(/assets\/.*\.js$/);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(painted).toEqual(await tabs());
  },
  { viewport: { width: 400, height: 740 } },
);

const NOWHERE = '/nowhere/at/all';

browserTest(
  'the server knows every route of the page, and answers any other path with 404 and a page that says that nothing is there',
  async ({ page }) => {
    for (const { pattern } of Object.values(paths)) {
      const answer = await page.goto(
        pattern
          .replace('/movies/:id', '/movies/1001')
          .replace(':id', 'the-godfather-1972')
          .replace(':name', 'Al%20Pacino'),
      );
      expect([pattern, answer?.status()]).toEqual([pattern, 200]);
      await page.getByRole('main').waitFor();
    }
    expect((await page.goto(NOWHERE))?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: 'Nothing is playing here' }).waitFor();
  },
  { allowed: /status of 404 .*nowhere/ },
);
