import { readObject } from '../adapters/driven/s3/read-object.ts';
import { SIGNED_READ_MS } from '../adapters/driven/timeouts.ts';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import type { LambdaConfig } from './config.ts';
import { composePageHandler } from './factories/page.ts';
import type { SearchApi } from './search-api.ts';
import { s3Place } from './snapshot-place.ts';

/**
 * Composes the handler of the page's routes. The handler reads index.html from the bucket of the page at each request
 * and keeps no copy, so that a new page is never mixed with an old one. CloudFront keeps the answers.
 */
export function composePage(
  { access, pageIndex, s3Endpoint }: LambdaConfig,
  { films, search, clock, observer }: Omit<SearchApi, 'handler'>,
): ApiHandler {
  const readIndex = async () => {
    const place = s3Place(pageIndex ?? '');
    if (!access || !place) throw new Error('MARQUEE_PAGE_INDEX must be s3://bucket/key.');
    const { bucket, prefix: key } = place;
    const content = await readObject(access, { bucket, key, endpoint: s3Endpoint }, SIGNED_READ_MS);
    return content.toString();
  };
  return composePageHandler({ films, search, clock, observer, readIndex });
}
