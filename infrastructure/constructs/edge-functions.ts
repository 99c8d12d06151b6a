import { PAGE_ORIGIN_HEADER } from '../../server/src/composition/deployment.ts';

/**
 * The code of the CloudFront Function that runs for the routes of the page that the bucket answers. Without an API, these
 * are all routes. CloudFront's runtime 2.0 supports ECMAScript 5.1 and a few newer features.
 */
export const PAGE_PATHS = `function handler(event) {
  var request = event.request;
  var lastSegment = request.uri.substring(request.uri.lastIndexOf('/') + 1);
  // A path without an extension is a route of the page: /films/metropolis-1927. Names of people may have a dot:
  // /people/Sammy%20Davis%20Jr.
  if (lastSegment.indexOf('.') === -1 || request.uri.indexOf('/people/') === 0) request.uri = '/index.html';
  return request;
}
`;

/**
 * The code of the CloudFront Function that runs for the routes that the API answers. CloudFront calls the API by the API's
 * own name. Canonical addresses need the name of the page: its own domain, or else the name that the viewer used.
 */
export function pageOrigin(domain: string | undefined): string {
  const host = domain === undefined ? 'request.headers.host.value' : JSON.stringify(domain);
  return `function handler(event) {
  var request = event.request;
  request.headers['${PAGE_ORIGIN_HEADER}'] = { value: 'https://' + ${host} };
  return request;
}
`;
}

const PROBLEM = {
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'api-not-connected',
  detail: 'This page has no API yet. Its operator can connect one: see docs/operations.md.',
};

/**
 * The code of the CloudFront Function that answers `/v1/*` while no API is connected. The answer is a problem (RFC
 * 9457), as the API itself would send it.
 */
export const NO_API = `function handler() {
  return {
    statusCode: 503,
    statusDescription: 'Service Unavailable',
    headers: {
      'content-type': { value: 'application/problem+json' },
      'cache-control': { value: 'no-store' },
      'retry-after': { value: '60' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: ${JSON.stringify(JSON.stringify(PROBLEM))},
  };
}
`;
