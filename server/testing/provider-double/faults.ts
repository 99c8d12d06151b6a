import type { ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

/** Faults that each provider expresses in its own words. */
const ANSWERED = [
  'server-error',
  'internal-error',
  'backend-timeout',
  'maintenance',
  'rate-limit',
  /** The id in the path cannot be one. */
  'invalid-id',
  /** The answer with status 200 that says that a movie does not exist. */
  'not-found-as-200',
  /** A page that has rows, but no movie. */
  'no-movies',
  /** A page without rows that claims to be one of many. */
  'contradiction',
] as const;

/** How a provider says that something is wrong. */
export type ErrorAnswers = Readonly<Record<(typeof ANSWERED)[number], Answer>> & {
  /** Repeats the key, as a careless server might. */
  readonly refused: (key: string) => Answer;
};

export const FAULT_KINDS = [
  ...ANSWERED,
  'html-error',
  /** A CDN that lets no request from here through. */
  'html-forbidden',
  'html-not-found',
  'html-ok',
  'garbage',
  'oversized',
  'truncated',
  'wrong-shape',
  'byte-order-mark',
  'gzip-undeclared',
  'gzip-lie',
  'hang',
  'hang-in-body',
  'reset',
  'refuse-token',
  'redirect',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What goes wrong with the next requests. */
export type Fault = {
  readonly kind: FaultKind;
  /** How many requests the fault affects. Absent: all requests until the next change of the fault. */
  readonly times?: number | undefined;
  /** The Retry-After header for `rate-limit`; absent: no such header. */
  readonly retryAfter?: string | undefined;
};

const html = (title: string) => `<!DOCTYPE html><html><head><title>${title}</title></head><body>${title}</body></html>`;
const FROM_CDN = { 'content-type': 'text/html', server: 'CloudFront', 'x-cache': 'Error from cloudfront' };

/** Whether the answer never ends. */
export function isHanging({ kind }: Fault): boolean {
  return kind === 'hang' || kind === 'hang-in-body';
}

export function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Sends a faulty answer. Each kind was observed at a provider or at a proxy in front of it. */
export function sendFaulty(
  response: ServerResponse,
  { kind, retryAfter }: Fault,
  good: Answer,
  errors: ErrorAnswers,
  key: string,
): void {
  const json = JSON.stringify(good.body);
  const send = (status: number, headers: Record<string, string>, body: string | Buffer) => {
    response.writeHead(status, headers).end(body);
  };
  const asJson = { 'content-type': 'application/json' };
  const sendError = ({ status, body }: Answer, headers: Record<string, string> = {}) => {
    send(status, { ...asJson, ...headers }, textOf(body));
  };
  switch (kind) {
    case 'server-error':
    case 'internal-error':
    case 'backend-timeout':
    case 'maintenance':
    case 'invalid-id':
    case 'not-found-as-200':
    case 'no-movies':
    case 'contradiction':
      sendError(errors[kind]);
      return;
    case 'html-error':
      send(502, FROM_CDN, html('502 Bad Gateway'));
      return;
    case 'html-forbidden':
      send(403, FROM_CDN, html('403 The distribution is configured to block access from your country'));
      return;
    case 'html-not-found':
      send(404, FROM_CDN, html('404 Not Found'));
      return;
    case 'html-ok':
      send(200, { 'content-type': 'text/html' }, html('Down for maintenance'));
      return;
    case 'byte-order-mark':
      send(200, asJson, `\ufeff${json}`);
      return;
    case 'garbage':
      send(200, asJson, Buffer.from([0xff, 0x00, 0x13, 0x37]));
      return;
    case 'oversized':
      send(200, asJson, `{"padding":"${'x'.repeat(2 ** 21)}",${json.slice(1)}`);
      return;
    case 'truncated':
      send(200, asJson, json.slice(0, json.length / 2));
      return;
    case 'wrong-shape':
      // Has the right form for neither provider.
      send(200, asJson, '{"page":"one","results":{},"Response":"True","Search":{},"totalResults":1}');
      return;
    case 'gzip-undeclared':
      gzip(json, (_, bytes) => {
        send(200, asJson, bytes);
      });
      return;
    case 'gzip-lie':
      send(200, { ...asJson, 'content-encoding': 'gzip' }, json);
      return;
    case 'rate-limit':
      sendError(errors['rate-limit'], retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      return;
    case 'hang':
      return;
    case 'hang-in-body':
      response.writeHead(200, { ...asJson, 'content-length': String(Buffer.byteLength(json)) });
      response.write(json.slice(0, 10));
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'refuse-token':
      sendError(errors.refused(key));
      return;
    case 'redirect':
      send(302, { location: 'http://127.0.0.1:1/elsewhere' }, '');
      return;
  }
}
