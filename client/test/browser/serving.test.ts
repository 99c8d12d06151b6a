import { expect } from '@jest/globals';
import { paths } from '../../src/config/paths.ts';
import { expectAccessible } from './axe.ts';
import { browserTest } from './browser-test.ts';

browserTest('the page comes under the strict policy, and its styles apply', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'; style-src 'self' 'sha256-");
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(251, 247, 242)');
  await expectAccessible(page);
});

const NOWHERE = '/nowhere/at/all';

browserTest(
  'the server knows every route of the page, and what is none is a 404 that says so',
  async ({ page }) => {
    for (const { pattern } of Object.values(paths)) {
      const answer = await page.goto(pattern.replace(':id', 'the-godfather-1972'));
      expect([pattern, answer?.status()]).toEqual([pattern, 200]);
      await page.getByRole('main').waitFor();
    }
    expect((await page.goto(NOWHERE))?.status()).toBe(404);
    await page.getByRole('heading', { level: 1, name: 'Nothing is playing here' }).waitFor();
  },
  { allowed: /status of 404 .*nowhere/ },
);
