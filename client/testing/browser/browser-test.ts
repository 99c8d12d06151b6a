import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

declare global {
  /** Absent if there is no browser. See test/browser/shared-browser.mjs. */
  var sharedBrowser: Browser | undefined;
}

/** The server and the browser of all test files. Both are absent if there is no browser. */
const SHARED = { url: process.env['MARQUEE_TEST_URL'], browser: globalThis.sharedBrowser };

/** A step that takes longer than this has failed. */
const STEP_TIMEOUT_MS = 30_000;
const FAILURES = join(import.meta.dirname, '../../../.cache/browser-failures');

export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Origin of the page and the API. */
  readonly url: string;
};

export type VisitOptions = BrowserContextOptions & {
  /**
   * Console messages that are allowed. Default: none. A test may need this because the browser itself logs every failed
   * request.
   */
  readonly allowed?: RegExp;
};

/**
 * Defines a test with a new visitor, who has no cookies, no storage, a window of 1280 by 800, light colours and
 * Playwright's clock. The test fails if there is an error or warning on the console, an exception in the page, or a
 * request that the Content-Security-Policy blocks.
 */
export function browserTest(title: string, visit: (visit: Visit) => Promise<void>, options: VisitOptions = {}): void {
  const { browser, url } = SHARED;
  if (!browser || url === undefined) {
    test.skip(title, () => undefined);
    return;
  }
  test(title, async () => {
    const { allowed = /^$/, ...contextOptions } = options;
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: 'light',
      baseURL: url,
      // Requests that go through the service worker cannot be intercepted by a test.
      serviceWorkers: 'block',
      ...contextOptions,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const said = listen(context);
    try {
      const page = await context.newPage();
      await visit({ page, context, url });
      expect(said.filter((line) => !allowed.test(line))).toEqual([]);
    } catch (error) {
      await keepPictures(context, title);
      throw withConsole(error, said);
    } finally {
      await context.close();
    }
  });
}

/** Playwright's own message about a page that wants to start a service worker. */
const NO_SERVICE_WORKER = 'Service Worker registration blocked by Playwright';

/** Chromium 156 asks for the icon again when the address of the page changes, offline too. A page cannot prevent that. */
const NO_ICON_OFFLINE = /^Failed to load resource: net::ERR_INTERNET_DISCONNECTED .*\/favicon\.svg\)$/;

function listen(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    const isAllowed = message.text() === NO_SERVICE_WORKER || NO_ICON_OFFLINE.test(text);
    if (['error', 'warning'].includes(message.type()) && !isAllowed) said.push(`${message.type()}: ${text}`);
  });
  context.on('weberror', (event) => said.push(`exception: ${event.error().stack ?? event.error().message}`));
  return said;
}

function withConsole(error: unknown, said: readonly string[]): unknown {
  // Playwright is loaded outside of the test's realm, so its errors are not instances of the test's own `Error`.
  if (said.length > 0 && typeof error === 'object' && error !== null && 'message' in error) {
    error.message = `${String(error.message)}\n\nOn the console:\n${said.join('\n')}`;
  }
  return error;
}

async function keepPictures(context: BrowserContext, title: string): Promise<void> {
  await mkdir(FAILURES, { recursive: true });
  for (const [index, page] of context.pages().entries()) {
    const path = join(FAILURES, `${title.replaceAll(/\W+/g, '-').slice(0, 80)}-${String(index)}.png`);
    await page.screenshot({ path, timeout: STEP_TIMEOUT_MS }).catch(() => undefined);
  }
}
