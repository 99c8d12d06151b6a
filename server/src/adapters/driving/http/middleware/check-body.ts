import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { HttpProblem } from '../problem.ts';

/**
 * The maximum size of a body, in bytes. The largest film fits, even with whitespace. The limit is far below API
 * Gateway's limit of 10 MB.
 */
export const BODY_LIMIT_BYTES = 262_144;

/** Base64 writes 3 bytes as 4 characters. */
const BASE64_LIMIT = Math.ceil(BODY_LIMIT_BYTES / 3) * 4;

/**
 * Checks a body before it is parsed: 415 for a media type that the route does not accept or for a compressed body, 413
 * for a body that is too large, 422 for a body that is not UTF-8. If API Gateway considers a body binary, it passes the body as base64, which
 * is decoded here.
 */
export function checkBody(mediaTypes: readonly string[]): MiddlewareObj<APIGatewayProxyEventV2> {
  return {
    before: ({ event }) => {
      const mediaType = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      if (!mediaTypes.includes(mediaType)) throw unsupportedMediaType(mediaTypes);
      if ((event.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') throw bodyEncoded();
      const { isBase64Encoded } = event;
      // Events that somebody wrote for a test may have null.
      const body = event.body ?? '';
      if (body.length > (isBase64Encoded ? BASE64_LIMIT : BODY_LIMIT_BYTES)) throw bodyTooLarge();
      const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
      if (bytes.length > BODY_LIMIT_BYTES) throw bodyTooLarge();
      try {
        event.body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        event.isBase64Encoded = false;
      } catch {
        throw new HttpProblem(422, 'invalid-json', 'The body is not UTF-8.', {
          faults: [{ pointer: '', detail: 'must be UTF-8' }],
        });
      }
    },
  };
}

/** Refuses every body, on routes that take none. */
export function refuseBody(): MiddlewareObj<APIGatewayProxyEventV2> {
  return {
    before: ({ event }) => {
      if (event.body) throw bodyUnexpected(event.requestContext.http.method);
    },
  };
}

export function bodyUnexpected(method: string): HttpProblem {
  return new HttpProblem(400, 'unexpected-body', `This ${method} request must not have a body.`, {
    faults: [{ pointer: '', detail: 'must be absent, because this method or path takes no body' }],
  });
}

export function bodyEncoded(): HttpProblem {
  return new HttpProblem(415, 'unsupported-media-type', 'The body must not be compressed.', {
    faults: [{ header: 'Content-Encoding', detail: 'is not accepted' }],
  });
}

export function bodyTooLarge(): HttpProblem {
  const detail = `must not be larger than ${String(BODY_LIMIT_BYTES)} bytes`;
  return new HttpProblem(413, 'body-too-large', `The body ${detail}.`, { faults: [{ pointer: '', detail }] });
}

/** @param maxParts the parts in which a body may arrive */
export function bodyInTooManyParts(maxParts: number): HttpProblem {
  const detail = `must not arrive in more than ${String(maxParts)} parts`;
  return new HttpProblem(413, 'body-in-too-many-parts', `The body ${detail}.`, { faults: [{ pointer: '', detail }] });
}

function unsupportedMediaType(mediaTypes: readonly string[]): HttpProblem {
  const accepted = mediaTypes.join(', ');
  return new HttpProblem(415, 'unsupported-media-type', `The body must be ${accepted}.`, {
    headers: mediaTypes.length > 1 ? { 'accept-patch': accepted } : {},
    faults: [{ header: 'Content-Type', detail: `must be ${mediaTypes.join(' or ')}` }],
  });
}
