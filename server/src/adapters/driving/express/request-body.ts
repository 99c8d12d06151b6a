import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RequestHandler, Response } from 'express';
import { toResult } from '../http/handler.ts';
import {
  BODY_LIMIT_BYTES,
  bodyEncoded,
  bodyInTooManyParts,
  bodyTooLarge,
  bodyUnexpected,
} from '../http/middleware/check-body.ts';
import { problemOf, type HttpProblem } from '../http/problem.ts';

/** A method that no route has is not among them: it gets a 405, whatever its body. */
const METHODS_WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE']);

/**
 * After a refusal, the server still takes this much of a body, for this long, and discards it. A connection that is
 * closed while data arrives is reset, and the client then may not see the answer.
 */
const DISCARDED_BYTES = 1_048_576;
const DISCARD_MS = 2_000;

/**
 * A body in more parts than this is refused. Node takes 1.3 us for each, so 4 MB/s of chunks of one byte kept the
 * only thread busy. A body of the largest size may come in parts of 128 bytes.
 */
const MAX_PARTS = 2_048;

/** The memory for a body when it begins to arrive. It doubles when it is full. A length that a client only promises takes no memory. */
const FIRST_BYTES = 4_096;

/** Whether a request has a body, according to its headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Why a body is refused before any of it is read.
 *
 * @returns `undefined` if there is no body, or if it may be read
 */
export function refusalOfBody(request: IncomingMessage): HttpProblem | undefined {
  if (!hasBody(request)) return undefined;
  const { method = '', headers } = request;
  if (METHODS_WITHOUT_BODY.has(method)) return bodyUnexpected(method);
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return bodyEncoded();
  return Number(headers['content-length'] ?? 0) > BODY_LIMIT_BYTES ? bodyTooLarge() : undefined;
}

/** Reads the body of a request into `request.body`, a Buffer. A body that is too large is refused at the limit. */
export const readBody: RequestHandler = (request, response, next) => {
  const refusal = refusalOfBody(request);
  if (refusal) {
    send(response, toResult(problemOf(refusal, randomUUID())));
    return;
  }
  if (!hasBody(request)) {
    next();
    return;
  }
  // The parts are copied. A client that sends chunks of one byte would otherwise make a Buffer for each byte, 500 times as much memory.
  let body = Buffer.alloc(FIRST_BYTES);
  let length = 0;
  let parts = 0;
  const take = (part: Buffer) => {
    parts += 1;
    const isTooLarge = length + part.length > BODY_LIMIT_BYTES;
    if (isTooLarge || parts > MAX_PARTS) {
      request.off('data', take).off('end', finish);
      const problem = isTooLarge ? bodyTooLarge() : bodyInTooManyParts(MAX_PARTS);
      send(response, toResult(problemOf(problem, randomUUID())));
      return;
    }
    if (length + part.length > body.length) body = Buffer.concat([body], 2 * (length + part.length));
    part.copy(body, length);
    length += part.length;
  };
  const finish = () => {
    request.body = body.subarray(0, length);
    next();
  };
  // If the client goes away, there is nobody to answer.
  request
    .on('data', take)
    .on('end', finish)
    .on('error', () => undefined);
};

/** Refuses all bodies. */
export const refuseBody: RequestHandler = (request, response, next) => {
  if (hasBody(request)) send(response, toResult(problemOf(bodyUnexpected(request.method), randomUUID())));
  else next();
};

/** Sends an answer. If the body of the request has not been read, the connection is closed afterwards. */
export function send(response: Response, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body, isBase64Encoded = false } = result;
  const content = isBase64Encoded && body !== undefined ? Buffer.from(body, 'base64') : body;
  const isUnread = hasBody(response.req) && !response.req.readableEnded;
  if (content === undefined || isUnread || response.hasHeader('vary')) {
    response.status(statusCode);
    for (const [name, value] of Object.entries(headers)) {
      // cors adds Origin to this header.
      if (name === 'vary') response.vary(String(value));
      else response.setHeader(name, String(value));
    }
    if (isUnread) endWithoutReading(response, Buffer.from(content ?? ''));
    else response.end(content);
    return;
  }
  // Node sends a head that is given at once together with a text, in one piece.
  response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(content) } as OutgoingHttpHeaders);
  response.end(content);
}

function endWithoutReading(response: Response, content: Buffer): void {
  response.set({ connection: 'close', 'content-length': String(content.length) });
  // The client has the whole answer now. The connection is closed when the answer ends.
  response.write(content);
  let discarded = 0;
  let parts = 0;
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, DISCARD_MS);
  response.req
    .on('data', (part: Buffer) => {
      discarded += part.length;
      parts += 1;
      if (discarded > DISCARDED_BYTES || parts > MAX_PARTS) end();
    })
    .on('end', end)
    .on('close', end)
    .on('error', end)
    .resume();
}
