import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { GetPerson } from '../../../../application/films/get-person.ts';
import type { ListFilms } from '../../../../application/films/list-films.ts';
import type { LookUpFilm } from '../../../../application/films/look-up-film.ts';
import { isMarqueeError } from '../../../../domain/errors.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { Observer } from '../../../../ports/observer.ts';
import type { ApiResponse } from '../api-request.ts';
import { compress } from '../compress.ts';
import { contentEtag, isUnchanged } from '../etag.ts';
import type { ApiHandler } from '../handler.ts';
import { originOr, PAGE_ORIGIN_HEADER, ROUTE_CACHING } from '../page-headers.ts';
import { isPageRoute } from '../page-routes.ts';
import { COMMON_SECURITY_HEADERS } from '../security-headers.ts';
import { filmHead } from './film-head.ts';
import { withAbsolutePictures, withHead, type PageHead } from './page-head.ts';
import { personHead } from './person-head.ts';
import { robotsTxt, sitemap, sitemapIndex } from './sitemap.ts';

type PageUseCases = {
  readonly lookUpFilm: LookUpFilm;
  readonly getPerson: GetPerson;
  readonly listFilms: ListFilms;
};

export type PagePorts = PageUseCases & {
  /** Reads index.html of the built page. */
  readonly readIndex: () => Promise<string>;
  readonly clock: Clock;
  readonly observer: Observer;
};

/** The name of all routes of the page in logs and metrics. */
const ROUTE = 'GET (page)';

/** A description of a person has room for this many of the newest films. */
const FILMS_OF_PERSON = 5;

const NO_SUCH_FILM = absent('No such film', 'This film is not in the catalogue.');
const NO_SUCH_PERSON = absent('No such person', 'Nobody in the catalogue has this name.');
const NOTHING_HERE = absent('Nothing here', 'There is no page at this address.');

/** What is sent for a path: the status, and the head of the page. Without `head`, it is the head of the start page. */
type Found = {
  readonly status: number;
  readonly head?: PageHead;
  /** Whether caches must not keep the answer, because the next one may differ. Default: false. */
  readonly isTemporary?: boolean;
};

/**
 * Answers requests for pages, with the same `index.html` for all of them, because the page's scripts show what is at
 * the address. Only two things differ: the status, and what `<head>` says to readers that run no scripts. Also answers
 * `/robots.txt` and the sitemaps.
 *
 * The header {@link PAGE_ORIGIN_HEADER} says which origin the visitor sees. CloudFront or the local server sets it.
 */
export function createPageHandler(ports: PagePorts): ApiHandler {
  const { clock, observer } = ports;
  return async (event) => {
    const startedMs = clock.monotonicMs();
    const { requestId, http } = event.requestContext;
    const { status, headers, body = '' } = await respond(ports, event);
    const isHead = http.method === 'HEAD';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { ...COMMON_SECURITY_HEADERS, ...headers, ...(isDirect(event) && NOT_INDEXED) };
    const result = await compress({ statusCode: status, headers: all, body: text }, event.headers);
    const tookMs = clock.monotonicMs() - startedMs;
    observer.observe({ type: 'request-answered', requestId, route: ROUTE, status, tookMs });
    const { body: _content, ...rest } = result;
    return isHead ? rest : result;
  };
}

async function respond(ports: PagePorts, event: APIGatewayProxyEventV2): Promise<ApiResponse> {
  const { rawPath: path, rawQueryString: query, requestContext } = event;
  const origin = originOf(event);
  try {
    const file = await fileAt(ports, path, origin);
    if (file) return file;
    // Without the lookbehind, the time for n slashes that are not at the end would grow with n².
    const bare = path.replace(/(?<!\/)\/+$/, '');
    if (bare !== path && isPageRoute(bare)) return redirect(bare, query);
    const { index, found } = await pageAt(ports, event, origin);
    const html = found.head ? withHead(index, found.head, origin) : withAbsolutePictures(index, origin);
    const etag = contentEtag(html);
    const headers = { etag, 'cache-control': found.isTemporary === true ? 'no-store' : ROUTE_CACHING };
    if (found.status === 200 && isUnchanged(event.headers['if-none-match'], etag)) return { status: 304, headers };
    return { status: found.status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: html };
  } catch (error) {
    ports.observer.observe({ type: 'request-failed', requestId: requestContext.requestId, route: ROUTE, error });
    return {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '5' },
      body: 'This page cannot be loaded right now. Try again in a moment.\n',
    };
  }
}

/** Reads index.html while it finds out what is at the path. */
async function pageAt(ports: PagePorts, event: APIGatewayProxyEventV2, origin: string) {
  const [index, found] = await Promise.all([ports.readIndex(), find(ports, event, origin)]);
  return { index, found };
}

async function find(ports: PagePorts, event: APIGatewayProxyEventV2, origin: string): Promise<Found> {
  const path = event.rawPath;
  const [, film, edit] = /^\/films\/([^/]+)(\/edit)?$/.exec(path) ?? [];
  const person = /^\/people\/(.+)$/.exec(path)?.[1];
  try {
    if (film !== undefined) {
      const found = await findFilm(ports, decoded(film), origin);
      return edit !== undefined && found.status === 200 ? { status: 200 } : found;
    }
    if (person !== undefined) return await findPerson(ports, decoded(person), origin);
  } catch (error) {
    // A visitor gets the page although its data cannot be read now. The page itself reports that, and tries again.
    const { requestId } = event.requestContext;
    ports.observer.observe({ type: 'request-failed', requestId, route: ROUTE, error });
    return { status: 200, isTemporary: true };
  }
  return isPageRoute(path) ? { status: 200 } : { status: 404, head: NOTHING_HERE };
}

async function findFilm({ lookUpFilm }: PageUseCases, id: string, origin: string): Promise<Found> {
  const film = await lookUpFilm.execute(id);
  if (film === 'unknown') return { status: 404, head: NO_SUCH_FILM };
  if (film === 'deleted') return { status: 410, head: NO_SUCH_FILM };
  return { status: 200, head: filmHead(film, origin) };
}

async function findPerson({ getPerson }: PageUseCases, name: string, origin: string): Promise<Found> {
  try {
    return { status: 200, head: personHead(await getPerson.execute(name, FILMS_OF_PERSON), origin) };
  } catch (error) {
    if (isMarqueeError(error) && error.kind === 'not-found') return { status: 404, head: NO_SUCH_PERSON };
    throw error;
  }
}

async function fileAt({ listFilms }: PageUseCases, path: string, origin: string): Promise<ApiResponse | undefined> {
  const part = /^\/sitemaps\/([1-9]\d{0,4})\.xml$/.exec(path)?.[1];
  if (path === '/robots.txt') return text('text/plain', robotsTxt(origin));
  if (path === '/sitemap.xml') return text('application/xml', sitemapIndex(await listFilms.parts(), origin));
  if (part === undefined || Number(part) > (await listFilms.parts())) return undefined;
  return text('application/xml', sitemap(await listFilms.part(Number(part)), origin));
}

function text(type: string, body: string): ApiResponse {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': ROUTE_CACHING };
  return { status: 200, headers, body };
}

/** @param path a route of the page, so that it cannot lead to another site */
function redirect(path: string, query: string): ApiResponse {
  const segments = path.split('/').map((segment) => encodeURIComponent(decoded(segment).toWellFormed()));
  const location = segments.join('/') + (query === '' ? '' : `?${query}`);
  return { status: 301, headers: { location, 'cache-control': ROUTE_CACHING } };
}

function absent(title: string, description: string): PageHead {
  return { title: `${title} · Marquee`, description };
}

/** The API's own address shows the same pages again. Search engines must list only the address that visitors see. */
const NOT_INDEXED = { 'x-robots-tag': 'noindex' };

/** Whether the request came to the API's own address. */
function isDirect({ headers }: APIGatewayProxyEventV2): boolean {
  return headers[PAGE_ORIGIN_HEADER] === undefined;
}

/** The origin that the visitor sees. */
function originOf({ headers, requestContext }: APIGatewayProxyEventV2): string {
  return originOr(headers[PAGE_ORIGIN_HEADER], `https://${requestContext.domainName}`);
}

/** API Gateway decodes the path before it calls the function, and Express does not; see handler.ts. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
