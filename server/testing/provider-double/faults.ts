import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

/** How a provider says that something is wrong. */
export type ErrorAnswers = {
  readonly serverError: Answer;
  readonly rateLimited: Answer;
  /** Repeats the key, as a careless server might. */
  readonly refused: (key: string) => Answer;
  /** The answer with status 200 that says that a movie does not exist. */
  readonly notFound: Answer;
};

export const FAULT_KINDS = [
  'server-error',
  'html-error',
  'html-ok',
  'garbage',
  'truncated',
  'wrong-shape',
  'gzip-undeclared',
  'gzip-lie',
  'rate-limit',
  'hang',
  'hang-in-body',
  'reset',
  'refuse-token',
  'redirect',
  'not-found-as-200',
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

const HTML = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

/** Whether the answer never ends. */
export function isHanging({ kind }: Fault): boolean {
  return kind === 'hang' || kind === 'hang-in-body';
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
    send(status, { ...asJson, ...headers }, JSON.stringify(body));
  };
  switch (kind) {
    case 'server-error':
      sendError(errors.serverError);
      return;
    case 'html-error':
      send(502, { 'content-type': 'text/html' }, HTML);
      return;
    case 'html-ok':
      send(200, { 'content-type': 'text/html' }, HTML);
      return;
    case 'garbage':
      send(200, asJson, Buffer.from([0xff, 0x00, 0x13, 0x37]));
      return;
    case 'truncated':
      send(200, asJson, json.slice(0, json.length / 2));
      return;
    case 'wrong-shape':
      // Has the right form for neither provider.
      send(200, asJson, '{"page":"one","results":{},"Response":"True","Search":{},"totalResults":1}');
      return;
    case 'gzip-undeclared':
      send(200, asJson, gzipSync(json));
      return;
    case 'gzip-lie':
      send(200, { ...asJson, 'content-encoding': 'gzip' }, json);
      return;
    case 'rate-limit':
      sendError(errors.rateLimited, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
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
    case 'not-found-as-200':
      sendError(errors.notFound);
      return;
  }
}
