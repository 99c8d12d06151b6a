/**
 * Paths at which the web page shows something; that a film of this id exists is for the page to find out. The router is
 * client/src/app/router.tsx, and a test of the client holds the two together.
 */
const PAGE_ROUTES = [/^\/$/, /^\/films\/[^/]+$/, /^\/films\/[^/]+\/edit$/, /^\/add$/, /^\/movies$/, /^\/signed-in$/];

/** Whether the page's router has a route for the path, so that it is answered with 200 and not with 404. */
export function isPageRoute(path: string): boolean {
  return PAGE_ROUTES.some((route) => route.test(path));
}
