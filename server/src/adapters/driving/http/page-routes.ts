/**
 * Paths for which the web page has a route. The page's router is client/src/app/router.tsx; a test of the client checks
 * that this list and the router agree.
 *
 * At these routes the HTML is the same for everybody and at all times, so CloudFront serves it from the page's bucket.
 */
export const STATIC_ROUTES: readonly string[] = ['/', '/add', '/movies', '/saved', '/signed-in', '/status'];

/** Routes with a variable part. The page handler answers them; see page/page-handler.ts. */
const OTHER_ROUTES = [/^\/films\/[^/]+$/, /^\/films\/[^/]+\/edit$/, /^\/people\/[^/]+$/, /^\/movies\/[^/]+$/];

/** Whether the page's router has a route for the path. If it has none, the answer is 404. */
export function isPageRoute(path: string): boolean {
  return isStaticRoute(path) || OTHER_ROUTES.some((route) => route.test(path));
}

export function isStaticRoute(path: string): boolean {
  return STATIC_ROUTES.includes(path);
}

/**
 * Files of the built page, as path patterns of CloudFront, which serves them from the bucket. test/page-files.test.ts
 * checks that they cover all files.
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
