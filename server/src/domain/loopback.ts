/**
 * Whether a host is this machine alone by its very name: `localhost` and names under it, 127.0.0.0/8 and ::1. A name that
 * DNS would resolve to loopback is not recognised.
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
    // As URLs write ::1 and ::ffff:127.0.0.1.
    /^\[::(?:1|ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/.test(name)
  );
}

/**
 * Whether a URL leads to this machine by its very name. The unspecified addresses do, as those of a destination; as those
 * to listen on they are open to everybody.
 *
 * @returns `undefined` when it cannot be read as a URL
 */
export function isLoopbackUrl(url: string): boolean | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return isLoopbackHost(hostname) || /^(?:0\.0\.0\.0\.?|\[::(?:ffff:0:0)?\])$/.test(hostname);
}

/** One spelling for each host: lower case, addresses in their short form, no final dot. */
function canonicalHost(host: string): string | undefined {
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
}
