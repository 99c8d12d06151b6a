import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorCode } from '../../../domain/errors.ts';

/**
 * A policy that allows nothing to be loaded, run, framed or submitted. Only the policy of the consent page also allows
 * a style and a form.
 */
export function securityPolicy({ style = "'none'", formAction = "'none'" } = {}): string {
  return `default-src 'none'; style-src ${style}; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`;
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': securityPolicy(),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Adds the security headers to an answer, no matter which code writes the answer and which status it has. The headers
 * are added in `writeHead`, because Koa removes all headers that were set before an error.
 */
export function addSecurityHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead(...args);
  };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers a request that Node could not parse, with 400, 408 or 431 and the same security headers, and ends the
 * connection.
 */
export function refuseUnreadable(error: Error, socket: Duplex): void {
  const headers = Object.entries({ ...HEADERS, connection: 'close', 'content-length': '0' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const status = UNREADABLE[errorCode(error) ?? ''] ?? '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, () => socket.destroy());
  else socket.destroy();
}
