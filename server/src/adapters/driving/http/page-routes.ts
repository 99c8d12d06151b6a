/**
 * Paths for which the web page has a route. The page itself finds out whether a film with the id exists. The page's
 * router is client/src/app/router.tsx; a test of the client checks that this list and the router agree.
 */
const PAGE_ROUTES = [
  /^\/$/,
  /^\/films\/[^/]+$/,
  /^\/films\/[^/]+\/edit$/,
  /^\/people\/[^/]+$/,
  /^\/saved$/,
  /^\/add$/,
  /^\/movies$/,
  /^\/movies\/[^/]+$/,
  /^\/signed-in$/,
];

/** Whether the page's router has a route for the path. If so, the answer is 200 and not 404. */
export function isPageRoute(path: string): boolean {
  return PAGE_ROUTES.some((route) => route.test(path));
}
