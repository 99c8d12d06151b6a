/** The path below which the page is served: `/`, or such as `/marquee/` for a preview. */
export const BASE_PATH = import.meta.env.BASE_URL;

/** @param pathname in the address bar. @returns the path as the router knows it */
export function routePath(pathname: string): string {
  return pathname.slice(BASE_PATH.length - 1);
}

/** @param path as the router knows it. @returns the path in the address bar */
export function addressOf(path: string): string {
  return BASE_PATH + path.slice(1);
}
