/* global addEventListener, caches, clients, fetch, location, navigator, Response, skipWaiting, URL */
// The service worker of the page. It keeps index.html and the files that index.html names, so that the page opens
// without a network. Online, index.html always comes from the server, so a new deployment is never hidden by an old
// copy.
const KEPT = 'shell';
const INDEX = '/index.html';

addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(clients.claim());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // The worker does not handle requests to the API and to other sites. The browser sends them as usual.
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/v1/')) return;
  if (request.mode === 'navigate') event.respondWith(navigate(event));
  // Online, the browser loads files as usual, so that it can use what the page has preloaded.
  else if (lastNavigationFailed || !navigator.onLine) event.respondWith(answerOrKept(request));
});

/** If the last navigation failed, the page is the kept copy, which needs the kept files. */
let lastNavigationFailed = false;

/** Returns the answer of the server, or the kept index.html without a network and while the server fails. */
async function navigate(event) {
  const answer = await ask(event.request);
  lastNavigationFailed = isFailure(answer);
  if (lastNavigationFailed) return (await caches.match(INDEX)) ?? answer;
  event.waitUntil(keepShell().catch(() => undefined));
  return answer;
}

async function answerOrKept(request) {
  const answer = await ask(request);
  return isFailure(answer) ? ((await caches.match(request)) ?? answer) : answer;
}

function ask(request) {
  return fetch(request).catch(() => Response.error());
}

function isFailure({ type, status }) {
  return type === 'error' || status >= 500;
}

/** Keeps the current index.html with its files, and removes the files of earlier versions. */
async function keepShell() {
  const index = await fetch(INDEX, { cache: 'no-cache' });
  if (!index.ok) throw new Error(`index.html is answered with ${index.status}`);
  const html = await index.clone().text();
  const kept = await caches.match(INDEX);
  if ((await kept?.text()) === html) return;
  const files = new Set(Array.from(html.matchAll(/ (?:src|href)="(\/[^"]+)"/g), ([, path]) => path));
  const cache = await caches.open(KEPT);
  const had = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const isMissing = (path) => !had.has(path) || !path.startsWith('/assets/');
  await cache.addAll([...files].filter(isMissing));
  // index.html is kept last, so that it never names a file that is not kept.
  await cache.put(INDEX, index);
  await Promise.all([...had].filter((path) => path !== INDEX && !files.has(path)).map((path) => cache.delete(path)));
}
