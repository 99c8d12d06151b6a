/** Paths of the page to which a sign-in may return. */
export const REDIRECT_PATHS = ['/', '/signed-in', '/callback'];

/**
 * The host names of this machine under which a page may be served. Only names that a Content-Security-Policy can list
 * are allowed. The policy of the consent page must list the host of Marquee's page, because browsers also apply
 * `form-action` to the redirect that follows the submission of the form. A policy cannot list `[::1]` or `127.1`.
 */
const PAGE_HOST = /^(?:127\.0\.0\.1|(?:[a-z\d-]+\.)*localhost)$/;

/**
 * The origin of a page on this machine, on any port.
 *
 * @param issuer the issuer's own origin. It is never accepted as the origin of a page, because the issuer serves no
 * page of Marquee, so no authorization code may be sent there.
 * @returns `undefined` for a URL that is not http or https, has userinfo, or leads elsewhere
 */
export function pageOrigin(url: string, issuer: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, origin, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (username !== '' || password !== '' || port === new URL(issuer).port) return undefined;
  return PAGE_HOST.test(hostname) ? origin : undefined;
}

/**
 * Whether an authorization response may be sent to a URL. The URL must have the spelling of `location.href`, and no
 * query or fragment, so that two parsers cannot read it differently. For example, `http://LOCALHOST:80/%63allback` is
 * refused.
 */
export function isRedirectUri(url: string, issuer: string): boolean {
  const origin = pageOrigin(url, issuer);
  return origin !== undefined && REDIRECT_PATHS.some((path) => url === origin + path);
}
