/**
 * Whether a host name always means this machine. Such names are `localhost`, a name under it, an address in
 * 127.0.0.0/8, or ::1. Other names are not resolved.
 *
 * @param host a host name or address, as in a URL or a setting
 */
export function isLoopbackHost(host: string): boolean {
  const name = canonicalHost(host);
  if (name === undefined) return false;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127(?:\.\d+){3}$/.test(name) ||
    // In URLs, ::1 and ::ffff:127.0.0.1 are spelled like this.
    /^\[::(?:1|ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/.test(name)
  );
}

/**
 * Whether a URL's host always means this machine. This includes the unspecified addresses (0.0.0.0 and ::), because a
 * client that connects to them reaches this machine. A server that listens on them, however, is open to everybody, so
 * {@link isLoopbackHost} excludes them.
 *
 * @returns `undefined` when the text is not a URL
 */
export function isLoopbackUrl(url: string): boolean | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return isLoopbackHost(hostname) || /^(?:0\.0\.0\.0\.?|\[::(?:ffff:0:0)?\])$/.test(hostname);
}

/** The Host of RFC 9110, section 7.2: a name or address, and an optional port. */
const AUTHORITY = /^(\[[\da-f:.]+\]|[^\s:/?#@[\]\\%]*)(?::\d*)?$/i;
const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i;

/** Why a server on loopback must not answer a request. `detail` continues a sentence that begins with "The host". */
export type ForeignHost = { readonly code: 'invalid-host' | 'misdirected-request'; readonly detail: string };

/**
 * Whether a request to a server on loopback names another machine. A foreign web page can reach such a server by making
 * its own name resolve to 127.0.0.1 (DNS rebinding), but the browser then sends that name as the host. Any port is
 * accepted, because a tunnel or a development server may listen on another one.
 *
 * @param hosts every host that the request names, except the one in its target
 * @param target the request target. In absolute form it replaces the host (RFC 9112, section 3.2.2)
 * @returns `undefined` when the request names this machine
 */
export function foreignHost(hosts: readonly string[], target: string): ForeignHost | undefined {
  const [, absolute] = ABSOLUTE_FORM.exec(target) ?? [];
  const [host = ''] = hosts;
  const names = [host, absolute ?? host].map((authority) =>
    // An empty host or a port above 65535 is not a URL.
    URL.canParse(`http://${authority}`) ? AUTHORITY.exec(authority)?.[1] : undefined,
  );
  if (hosts.length !== 1 || names.includes(undefined)) {
    return { code: 'invalid-host', detail: 'must be present exactly once, as a host with an optional port' };
  }
  if (names.every((name) => isLoopbackHost(name ?? ''))) return undefined;
  const detail = 'must name this machine: localhost, a name under it, or a loopback address';
  return { code: 'misdirected-request', detail };
}

/** One spelling for each host: lower case, addresses in their short form, no final dot. */
function canonicalHost(host: string): string | undefined {
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
}
