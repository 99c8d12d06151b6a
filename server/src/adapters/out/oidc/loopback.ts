/**
 * Whether a host is this machine by its very name: `localhost` and names under it, 127.0.0.0/8, ::1 and the unspecified
 * addresses, which connect to this machine too. A name that DNS would resolve to loopback is not recognised.
 *
 * @param host a host name or address, as in a URL or a setting
 */
export function isLoopbackHost(host: string): boolean {
  const name = canonicalHost(host);
  if (name === undefined) return false;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^(?:127(?:\.\d+){3}|0\.0\.0\.0)$/.test(name) ||
    // As URLs write ::ffff:127.0.0.1 and the like.
    /^\[::(?:1?|ffff:(?:7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0))\]$/.test(name)
  );
}

/** @returns `undefined` when it cannot be read as a URL */
export function isLoopbackUrl(url: string): boolean | undefined {
  return URL.canParse(url) ? isLoopbackHost(new URL(url).hostname) : undefined;
}

/** One spelling for each host: lower case, addresses in their short form, no final dot. */
function canonicalHost(host: string): string | undefined {
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
}
