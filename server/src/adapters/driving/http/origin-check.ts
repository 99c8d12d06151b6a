import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { toResult } from './handler.ts';
import { ORIGIN_VERIFY_HEADER } from './origin-verify-header.ts';
import { HttpProblem, problemOf } from './problem.ts';

/**
 * Refuses a request that did not come through CloudFront, because the firewall there has not checked it. CloudFront
 * adds a header with a secret to each request, and replaces the header if the client has sent one.
 *
 * @param sha256 the SHA-256 of the secret, in hexadecimal. The function does not have the secret itself
 * @returns the answer 403, or `undefined` if the request came through CloudFront
 */
export function refuseDirectRequest(
  { headers, requestContext }: APIGatewayProxyEventV2,
  sha256: string,
): APIGatewayProxyStructuredResultV2 | undefined {
  const secret = headers[ORIGIN_VERIFY_HEADER] ?? '';
  if (createHash('sha256').update(secret).digest('hex') === sha256) return undefined;
  const detail = 'This address does not answer. Send the request to the address of the page.';
  return toResult(problemOf(new HttpProblem(403, 'direct-request-refused', detail), requestContext.requestId));
}
