import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../../testing/browser/axe.ts';
import { browserTest } from '../../testing/browser/browser-test.ts';

const FILM = '/films/the-godfather-1972';
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** Waits until the service worker has stored the page and controls it. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}

browserTest(
  'offline, the page still opens, by a reload and at another address, and says that there is no connection',
  async ({ page, context }) => {
    await page.goto(FILM);
    await settled(page);
    await context.setOffline(true);
    await page.reload();
    await heading(page, "You're offline").waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await heading(page, 'The Godfather').waitFor();
    await context.setOffline(true);
    await page.goto('/?q=vertigo');
    await page.getByText("You're offline").first().waitFor();
  },
  { serviceWorkers: 'allow', allowed: /ERR_INTERNET_DISCONNECTED|Failed to load resource|FetchEvent|cross-world/ },
);

browserTest(
  'offline, the saved films still open: on a page of their own, and below the notice of the home page',
  async ({ page, context }) => {
    await page.goto(FILM);
    await page.getByRole('button', { name: 'Save for later' }).click();
    await settled(page);
    await context.setOffline(true);
    await page.goto('/saved');
    await heading(page, 'Saved films').waitFor();
    await page.getByRole('link', { name: /^The Godfather 1972/ }).waitFor();
    await page.goto('/');
    await heading(page, "You're offline").waitFor();
    await page.getByRole('heading', { name: 'Saved films' }).waitFor();
    await page
      .getByRole('link', { name: /^The Godfather 1972/ })
      .first()
      .waitFor();
    await expectAccessible(page);
  },
  { serviceWorkers: 'allow', allowed: /ERR_INTERNET_DISCONNECTED|Failed to load resource|FetchEvent|cross-world/ },
);

/** Stands between the browser and the product, so that a test can take the server down. */
async function startFront(target: string) {
  let fail: ((answer: ServerResponse) => void) | undefined;
  const front = createServer((asked, answer) => {
    if (fail) {
      fail(answer);
      return;
    }
    const { url = '/', method, headers } = asked;
    const passedOn = request(new URL(url, target), { method, headers }, (real) => {
      answer.writeHead(real.statusCode ?? 502, real.headers);
      real.pipe(answer);
    });
    passedOn.on('error', () => answer.destroy());
    asked.pipe(passedOn);
  });
  await once(front.listen(0, 'localhost'), 'listening');
  return {
    url: `http://localhost:${String((front.address() as AddressInfo).port)}`,
    /** @param how how the server fails from now on; `undefined` if it works */
    fail: (how: typeof fail) => {
      fail = how;
    },
    stop: () => {
      front.close();
      front.closeAllConnections();
    },
  };
}

const WAYS: readonly (readonly [string, (answer: ServerResponse) => void])[] = [
  ['cannot be reached', (answer) => answer.destroy()],
  ['answers 503', (answer) => answer.writeHead(503).end('<h1>Sorry</h1>')],
];

for (const [how, fail] of WAYS) {
  browserTest(
    `while the server ${how}, the page still opens, says so and keeps the saved films, and continues when the server is back`,
    async ({ page, url }) => {
      const front = await startFront(url);
      try {
        await page.goto(front.url + FILM);
        await page.getByRole('button', { name: 'Save for later' }).click();
        await settled(page);
        front.fail(fail);
        await page.goto(`${front.url}/saved`);
        await page.getByRole('link', { name: /^The Godfather 1972/ }).waitFor();
        await page.goto(front.url + FILM);
        await page.getByRole('alert').filter({ hasText: 'The server' }).waitFor();
        await page.getByRole('combobox', { name: 'Search films' }).waitFor();
        front.fail(undefined);
        // The page also retries by itself, so the button may already have disappeared.
        const film = heading(page, 'The Godfather');
        await page.getByRole('button', { name: 'Try again' }).or(film).first().click();
        await film.waitFor();
      } finally {
        front.stop();
      }
    },
    { serviceWorkers: 'allow', allowed: /Failed to load resource|FetchEvent|cross-world/ },
  );
}

browserTest(
  'online, the page always comes from the server, and replaces the stored copy',
  async ({ page }) => {
    await page.goto(FILM);
    await settled(page);
    const kept = () => page.evaluate(async () => (await caches.match('/index.html'))?.text());
    await page.evaluate(async () => {
      await (await caches.open('shell')).put('/index.html', new Response('<h1>An old page</h1>'));
    });
    await page.reload();
    await heading(page, 'The Godfather').waitFor();
    await page.waitForFunction(async () => (await (await caches.match('/index.html'))?.text())?.includes('id="root"'));
    expect(await kept()).not.toContain('og:url');
  },
  { serviceWorkers: 'allow' },
);

browserTest(
  'the page can be installed: its manifest names icons that exist, in the sizes that browsers require',
  async ({ page }) => {
    await page.goto('/');
    const manifest = (await (await page.request.get('/manifest.webmanifest')).json()) as {
      icons: { src: string; sizes: string; type: string }[];
    };
    const sizes = await page.evaluate(async (icons) => {
      const images = icons.filter(({ type }) => type === 'image/png');
      return Promise.all(
        images.map(async ({ src, sizes: said }) => {
          const image = new Image();
          image.src = src;
          await image.decode();
          return [said, `${String(image.naturalWidth)}x${String(image.naturalHeight)}`];
        }),
      );
    }, manifest.icons);
    for (const [said, real] of sizes) expect(real).toBe(said);
    expect(sizes.map(([said]) => said)).toEqual(['192x192', '512x512', '512x512']);
  },
);
