import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { contentEtag, isUnchanged, weakEtag } from './etag.ts';

type Result = APIGatewayProxyStructuredResultV2;

/**
 * `Cache-Control` of answers that are the same for everybody. CloudFront keeps such an answer for a second. An instance
 * finds an edit within a second, so everybody sees the edit within two. If the API does not answer, CloudFront sends the
 * answer that it has, for up to a day (RFC 5861, section 4). Browsers revalidate the answer each time.
 */
export const SHARED_CACHING = 'public, max-age=0, s-maxage=1, stale-if-error=86400';

/** Whoever sends a token may have edited films, and must see the edits at once. No shared cache keeps these answers. */
const PRIVATE_CACHING = 'private, no-cache';

/** Without it, a cache may answer a request with a token by the answer to a request without one (RFC 9111, section 4.1). */
const VARY = 'authorization';

/** How long a search took is not part of what it found. Inside a text of the answer, the quotes would be escaped. */
const TIME_TAKEN = /,"tookMs":[\d.]+/;

/**
 * Adds an entity tag and `Cache-Control` to the answer of a route that answers everybody alike. If the client has the
 * answer already, it gets a 304 (RFC 9110, section 13.1.2).
 *
 * The tag is the answer's version, or else a checksum of its body. So the edit of a film changes only the tags of those
 * answers that change. A checksum is a weak tag, because two answers that differ in the time taken have the same one
 * (RFC 9110, section 8.8.1).
 *
 * @param result its own `Cache-Control`, if it has one, stays
 * @param headers the headers of the request, with lower-case names
 */
export function shareAnswer(result: Result, headers: Readonly<Record<string, string | undefined>>): Result {
  const { 'content-type': type, etag: version, ...others } = result.headers ?? {};
  const etag = typeof version === 'string' ? version : weakEtag(contentEtag(withoutTime(result.body ?? '')));
  const caching = headers['authorization'] === undefined ? SHARED_CACHING : PRIVATE_CACHING;
  const sent = { etag, 'cache-control': caching, vary: VARY, ...others };
  if (isUnchanged(headers['if-none-match'], etag)) return { statusCode: 304, headers: sent };
  return { ...result, headers: { ...sent, ...(type !== undefined && { 'content-type': type }) } };
}

/** The time is at the end of an answer, so only the end is searched and copied. */
function withoutTime(body: string): string {
  const start = body.lastIndexOf(',"tookMs":');
  return start < 0 ? body : body.slice(0, start) + body.slice(start).replace(TIME_TAKEN, '');
}
