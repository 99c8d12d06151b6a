/**
 * Paths for which the web page has a route. The page's router is client/src/app/router.tsx; a test of the client checks
 * that this list and the router agree.
 *
 * These routes are the same for everybody and at every time, so CloudFront serves them from the bucket with the page. A `*`
 * stands for one segment.
 */
export const STATIC_ROUTES: readonly string[] = ['/', '/add', '/movies', '/movies/*', '/saved', '/signed-in'];

/** Routes whose status and head depend on the catalogue. The page handler answers them; see page/page-handler.ts. */
const OTHER_ROUTES = [/^\/films\/[^/]+$/, /^\/films\/[^/]+\/edit$/, /^\/people\/[^/]+$/];

/** Whether the page's router has a route for the path. If so, the answer is 200 and not 404. */
export function isPageRoute(path: string): boolean {
  return isStaticRoute(path) || OTHER_ROUTES.some((route) => route.test(path));
}

export function isStaticRoute(path: string): boolean {
  return STATIC_ROUTES.some((route) => new RegExp(`^${route.replace('*', '[^/]+')}$`).test(path));
}

/**
 * Files of the built page, as path patterns of CloudFront, which serves them from the bucket. A test of the client checks
 * that they cover all files.
 */
export const PAGE_FILES: readonly string[] = [
  '/assets/*',
  '/docs-assets/*',
  '/icons/*',
  '/index.html',
  '/colour-scheme.js',
  '/favicon.svg',
  '/tmdb-logo.svg',
  '/manifest.webmanifest',
  '/sw.js',
];
