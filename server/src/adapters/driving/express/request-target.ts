import type { RequestHandler } from 'express';

/** The beginning of a request target in absolute form (RFC 9112, section 3.2.2). */
const ORIGIN = /^https?:\/\/([^/?#]*)/i;
/** `192.0.2.1:4711`, `[2001:db8::1]` or `[2001:db8::1]:4711`. */
const ADDRESS_WITH_PORT = /^(?:(\d{1,3}(?:\.\d{1,3}){3}):\d+|\[([\da-f:.]+)\](?::\d+)?)$/i;

/** Turns a target in absolute form into a path. Its host replaces the header Host. */
export const useOriginForm: RequestHandler = (request, _response, next) => {
  const [origin, host] = ORIGIN.exec(request.url) ?? [];
  if (origin !== undefined && host !== undefined) {
    const rest = request.url.slice(origin.length);
    request.url = request.originalUrl = rest.startsWith('/') ? rest : `/${rest}`;
    request.headers.host = host;
  }
  next();
};

/**
 * Removes the ports in X-Forwarded-For, which some proxies write (Azure Application Gateway does). Otherwise each
 * connection would count as a client of its own. Also removes X-Forwarded-Host, which Express would prefer to Host:
 * nginx and others pass on what a client has sent, so a client could choose the links of pages that a cache keeps.
 */
export const cleanForwarded: RequestHandler = ({ headers }, _response, next) => {
  delete headers['x-forwarded-host'];
  const { 'x-forwarded-for': forwarded } = headers;
  if (forwarded !== undefined) headers['x-forwarded-for'] = String(forwarded).split(',').map(addressOf).join(', ');
  next();
};

function addressOf(entry: string): string {
  const text = entry.trim();
  const [, v4, v6] = ADDRESS_WITH_PORT.exec(text) ?? [];
  return v4 ?? v6 ?? text;
}
