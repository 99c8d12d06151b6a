import type { BrowserContextOptions, Page } from 'playwright-core';

/** What a visitor can have in front of them. States differ in their elements, not only in their data. */
export type State = {
  readonly name: string;
  /** Brings the page into this state. The page may be in any other state of the same walk. */
  readonly show: (page: Page) => Promise<void>;
  /** Widths of the window, in pixels, at which the state exists. Default: all. */
  readonly widthsPx?: { readonly min?: number; readonly max?: number };
};

/** States that one visitor sees one after the other, so that they share the sign-in and the cache of the browser. */
export type Walk = {
  readonly name: string;
  readonly options?: BrowserContextOptions;
  /** Console messages that the browser itself writes in these states. Default: none. */
  readonly allowed?: RegExp;
  readonly begin?: (page: Page) => Promise<void>;
  readonly states: readonly State[];
};

export const FILM = '/films/the-godfather-1972';

export const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search films' });

/** Waits until nothing on the page is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.skeleton, .MuiSkeleton-root, [aria-busy="true"]') === null);
}

/** Shows the state at an address, after more steps if there are any. */
export const at =
  (path: string, then?: (page: Page) => Promise<unknown>): State['show'] =>
  async (page) => {
    await page.goto(path);
    await settled(page);
    await then?.(page);
  };
