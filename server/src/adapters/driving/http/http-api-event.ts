import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What a caller of the handler can set in an event. The other fields follow from these or are fixed. */
export type HttpApiRequest = {
  readonly method: string;
  /** Path and query string, such as `/v1/films?q=jaws`. */
  readonly target: string;
  /** Names in lower case. Default: none. */
  readonly headers?: APIGatewayProxyEventV2['headers'];
  readonly body?: string | undefined;
  /** Whether `body` is base64. Default: false. */
  readonly isBase64Encoded?: boolean;
  /** Default: `local`. */
  readonly requestId?: string;
  /** Default: `localhost`. */
  readonly domainName?: string;
  /** Default: `HTTP/1.1`. */
  readonly protocol?: string;
  /** Default: 127.0.0.1. */
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** Unix time. Default: 0. */
  readonly timeMs?: number;
};

/** Builds an event of API Gateway's HTTP API, payload format 2.0, for callers that are not API Gateway.
 *
 * @see docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpApiEvent(request: HttpApiRequest): APIGatewayProxyEventV2 {
  const { method, target, headers = {}, body, isBase64Encoded = false, requestId = 'local', timeMs = 0 } = request;
  const { domainName = 'localhost', protocol = 'HTTP/1.1', sourceIp = '127.0.0.1', userAgent = '' } = request;
  const [rawPath = '/', ...query] = target.split('?');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    headers,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName,
      domainPrefix: 'local',
      http: { method, path: rawPath, protocol, sourceIp, userAgent },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: new Date(timeMs).toISOString(),
      timeEpoch: timeMs,
    },
    isBase64Encoded,
    ...(body !== undefined && { body }),
  };
}
