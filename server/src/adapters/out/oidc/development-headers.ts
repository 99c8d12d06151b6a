import type { ServerResponse } from 'node:http';

/** Nothing is loaded, run, framed or submitted; the consent page alone widens it, by its style and its form. */
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
 * Puts the headers on an answer, whoever writes it and whatever its status. They are added when the head is written,
 * since Koa removes all headers that were set before an error.
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
