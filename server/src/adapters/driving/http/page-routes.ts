/**
 * Paths at which the web page shows something. Whether a film with the id exists, the page finds out itself. The router is
 * client/src/app/router.tsx, and a test of the client checks that both agree.
 */
const PAGE_ROUTES = [/^\/$/, /^\/films\/[^/]+$/, /^\/films\/[^/]+\/edit$/, /^\/add$/, /^\/movies$/, /^\/signed-in$/];

/** Whether the page's router has a route for the path. If so, the answer is 200 and not 404. */
export function isPageRoute(path: string): boolean {
  return PAGE_ROUTES.some((route) => route.test(path));
}
