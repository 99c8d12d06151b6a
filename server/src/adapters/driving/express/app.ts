import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import cors from 'cors';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { rateLimit, type AugmentedRequest } from 'express-rate-limit';
import { toHttpApiEvent } from '../http/http-api-event.ts';
import { foreignHost } from '../../../domain/loopback.ts';
import { toResult, type ApiHandler } from '../http/handler.ts';
import { PAGE_ORIGIN_HEADER, pageSecurityHeaders, type PageOrigins } from '../http/page-headers.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';
import { STRICT_TRANSPORT_SECURITY } from '../http/security-headers.ts';
import { serveMetrics, type MetricsPage } from './metrics-page.ts';
import { originOf, servePage, type PageFiles } from './page-files.ts';
import { readBody, refuseBody, send } from './request-body.ts';
import { useOriginForm, cleanForwarded } from './request-target.ts';
import { takeTurns } from './turns.ts';

/** The time in which the requests of a client are counted. */
const WINDOW_MS = 60_000;

/** A folder, the path under which it is served, and the files in it that are served. */
export type StaticFiles = { readonly path: string; readonly folder: string; readonly only: readonly string[] };

/** Options for the jobs that this server does itself. In AWS, API Gateway and CloudFront do these jobs. */
export type EdgeOptions = {
  /** The files of the web page. Default: none. */
  readonly page?: PageFiles;
  /** Answers requests for pages that are not files, such as the page of a film. Default: they get 404. */
  readonly pageHandler?: ApiHandler | undefined;
  /** Origins that the page may reach. Default: its own origin, and those of the pictures. */
  readonly pageOrigins?: PageOrigins;
  /**
   * How many requests one client may make in a minute, under /v1, to `pageHandler`, and for files that are not part of the
   * page. Requests for health are not counted. If there is a limit, clients also take turns. Default: 0, which means no limit.
   */
  readonly rateLimitPerMinute?: number;
  /**
   * Number of proxies in front of this server. The address that the first of them reports counts as the client's
   * address. Default: 0.
   */
  readonly trustedProxies?: number;
  /** Other origins whose pages may call the API, such as `https://films.example.org`. Default: none. */
  readonly corsOrigins?: readonly string[];
  /** Whether the header Host of a request must name this machine. This rule prevents DNS rebinding. Default: false. */
  readonly loopbackOnly?: boolean;
  /** The answer to `GET /metrics`. Default: there is none. */
  readonly metrics?: MetricsPage;
};

/**
 * The server of the local runtime. Serves files, and passes requests under /v1 to the handler as events in the format
 * of API Gateway.
 *
 * @param app an app without routes, if the HTTP server needs its prototypes before
 */
export function createExpressApp(
  handler: ApiHandler,
  files: readonly StaticFiles[],
  options: EdgeOptions = {},
  app: Express = express(),
): Express {
  const {
    page,
    pageHandler,
    pageOrigins = { connect: [] },
    rateLimitPerMinute = 0,
    trustedProxies = 0,
    corsOrigins = [],
  } = options;
  const { loopbackOnly = false, metrics } = options;
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  app.use(securityHeaders(pageSecurityHeaders(pageOrigins)));
  if (loopbackOnly) app.use(refuseForeignHosts());
  app.use(useOriginForm);
  if (trustedProxies > 0) app.use(cleanForwarded);
  if (corsOrigins.length > 0) app.use('/v1', allowOrigins(corsOrigins));
  const limiter = rateLimitPerMinute > 0 ? [limitRate(rateLimitPerMinute)] : [];
  const turns = rateLimitPerMinute > 0 ? [takeTurns(refuseForNow, isHealth)] : [];
  // The body is read first, because Node keeps each chunk of a body that waits as a Buffer.
  app.use('/v1', ...limiter, readBody, ...turns);
  app.use('/v1', async (request, response) => {
    const event = toEvent(request);
    const context = { awsRequestId: event.requestContext.requestId } as Context;
    send(response, await handler(event, context));
  });
  app.use(refuseBody);
  if (metrics) app.get('/metrics', serveMetrics(metrics, trustedProxies > 0));
  app.use(['/v1', '/metrics'], problemSender);
  for (const { path, folder, only } of files) app.use(path, ...limiter, ...turns, serveListed(folder, only));
  if (page) app.use(servePage(page));
  if (pageHandler) app.use(...limiter, ...turns, answerPages(pageHandler));
  return app;
}

/** Passes requests for pages to the handler, as CloudFront does. */
function answerPages(handler: ApiHandler): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    const event = toEvent(request);
    event.headers[PAGE_ORIGIN_HEADER] = originOf(request);
    send(response, await handler(event, { awsRequestId: event.requestContext.requestId } as Context));
  };
}

function serveListed(folder: string, only: readonly string[]): RequestHandler {
  const serve = express.static(folder);
  return (request, response, next) => {
    if (only.includes(request.path.slice(1))) serve(request, response, next);
    else next();
  };
}

/** Sets the headers of the page. Answers of the API have their own, stricter ones. */
function securityHeaders(ofPage: Readonly<Record<string, string>>): RequestHandler {
  const headers = new Map(Object.entries(ofPage));
  return (request, response, next) => {
    // Node sends the headers of an answer faster if none was set before.
    if (!request.url.startsWith('/v1/')) response.setHeaders(headers);
    if (request.secure) response.set(STRICT_TRANSPORT_SECURITY);
    next();
  };
}

/** Remembers the last host that was allowed, because nearly all requests name the same one. */
function refuseForeignHosts(): RequestHandler {
  let allowed: string | undefined;
  return (request, response, next) => {
    const hosts = hostsOf(request);
    const [host] = hosts;
    const isKnown = hosts.length === 1 && host === allowed && request.url.startsWith('/');
    const foreign = isKnown ? undefined : foreignHost(hosts, request.url);
    if (!foreign) {
      allowed = host;
      next();
      return;
    }
    const { code, detail } = foreign;
    const problem = new HttpProblem(code === 'invalid-host' ? 400 : 421, code, `The header Host ${detail}.`, {
      faults: [{ header: 'Host', detail }],
    });
    send(response, toResult(problemOf(problem, randomUUID())));
  };
}

/** All values of the header Host. `headersDistinct` would copy all headers. */
function hostsOf({ rawHeaders }: Request): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host');
}

function allowOrigins(origins: readonly string[]): RequestHandler {
  return cors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    exposedHeaders: ['age', 'cache-status', 'etag', 'location', 'retry-after', 'www-authenticate'],
    maxAge: 600,
  });
}

/**
 * Runs before the body is read. A refusal says when to try again (Retry-After). Other answers say nothing of the limit: a
 * shared cache would send what it says of one client to others. `RateLimit-Policy` even has a hash of the client's address.
 */
function limitRate(limit: number): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    // The library's checks print warnings about proxies to the console. They are off, because here the number of
    // proxies is a setting.
    validate: false,
    skip: isHealth,
    handler: (request, response) => {
      const { resetTime } = (request as AugmentedRequest)['rateLimit'] ?? {};
      const waitMs = (resetTime?.getTime() ?? Infinity) - Date.now();
      refuseForNow(response, Math.ceil(Math.min(Math.max(waitMs, 1), WINDOW_MS) / 1_000));
    },
  });
}

/** Whoever watches the product asks often, and must not wait for its clients. */
function isHealth({ path }: Request): boolean {
  return path === '/health';
}

function refuseForNow(response: Response, retryAfterSec = 1): void {
  response.set('Retry-After', String(retryAfterSec));
  const problem = new HttpProblem(429, 'rate-limited', 'Too many requests. Retry-After says when to try again.');
  send(response, toResult(problemOf(problem, randomUUID())));
}

/** Answers requests that Express refuses before the handler sees them. */
const problemSender: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  send(response, toResult(problemOf(refusal(error), randomUUID())));
};

function refusal(error: { status?: number }): unknown {
  return error.status === 400
    ? new HttpProblem(400, 'broken-request', 'The request is incomplete or malformed.')
    : error;
}

function toEvent(request: Request): APIGatewayProxyEventV2 {
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? encodeBody(request.body) : undefined;
  return toHttpApiEvent({
    method: request.method,
    target: request.originalUrl,
    headers: eventHeaders(request.headers),
    ...body,
    requestId: randomUUID(),
    domainName: request.hostname,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.ip ?? '',
    userAgent: request.get('user-agent') ?? '',
    timeMs: Date.now(),
  });
}

/** Of the headers that Node joins, only Set-Cookie is an array. */
function eventHeaders({ 'set-cookie': cookies, ...headers }: IncomingHttpHeaders): APIGatewayProxyEventV2['headers'] {
  const single = headers as APIGatewayProxyEventV2['headers'];
  return cookies ? { ...single, 'set-cookie': cookies.join(', ') } : single;
}

function encodeBody(bytes: Buffer): { body: string; isBase64Encoded: boolean } {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isBase64Encoded: false };
  } catch {
    return { body: bytes.toString('base64'), isBase64Encoded: true };
  }
}
