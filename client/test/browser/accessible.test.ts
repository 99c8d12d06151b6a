import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';
import { settled } from '../../testing/browser/state.ts';

browserTest(
  'on a phone, nothing is wider than the screen, the filters open over the films, and the page meets WCAG 2.2 AA',
  async ({ page }) => {
    for (const path of [
      '/',
      '/?q=godfather',
      '/films/the-godfather-1972',
      '/people/Al%20Pacino',
      '/movies?query=lantern',
      '/status',
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      const { wide, screen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        screen: innerWidth,
      }));
      expect([path, wide]).toEqual([path, screen]);
    }
    await page.goto('/?q=godfather');
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('dialog').getByText('Crime').waitFor();
    await expectAccessible(page);
  },
  { viewport: { width: 320, height: 640 }, hasTouch: true, reducedMotion: 'reduce' },
);

/** Presses a key until the label of the focused element matches. */
async function tabTo(page: Page, name: RegExp, presses = 80, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < presses; i += 1) {
    await page.keyboard.press(key);
    const label = await page.evaluate(() => {
      const { activeElement } = document;
      return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').trim();
    });
    if (name.test(label)) return;
    seen.push(label);
  }
  throw new Error(`No ${String(name)} among ${seen.join(' | ')}`);
}

browserTest(
  'the keyboard alone is enough to search, filter, open a film, open a person of its cast and sign in',
  async ({ page }) => {
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('godfat');
    // The home page has this film too.
    await page.getByRole('heading', { level: 1, name: 'Films for “godfat”' }).waitFor();
    await page.getByRole('link', { name: /^The Godfather 1972/ }).waitFor();
    await settled(page);
    // There are no suggestions, so the films are next.
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-card') === true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'The Godfather' }).waitFor();
    await tabTo(page, /^Marlon Brando$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Marlon Brando' }).waitFor();
    await tabTo(page, /^Search these films/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/cast=Marlon/);
    await page.getByRole('complementary', { name: 'Filters' }).getByText('Crime').first().waitFor();

    // The keyboard also moves the thumbs of the year slider.
    await page.goto('/?genre=Drama');
    await page.getByRole('slider').first().waitFor();
    await page.getByRole('slider').first().focus();
    await page.keyboard.press('PageUp');
    await page.waitForURL(/yearFrom=/);

    await page.goto('/?genre=Drama&sort=title');
    await settled(page);
    // The list of genres is one stop.
    await tabTo(page, /^Drama/);
    await tabTo(page, /^Crime/, 9, 'ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/genre=Crime/);
    await tabTo(page, /Remove|Drama/, 120);

    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await tabTo(page, /^Sign in$/);
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('developer');
    await tabTo(page, /^Allow$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Signed in as developer' }).waitFor();
  },
);
