import { COMMON_SECURITY_HEADERS } from './security-headers.ts';

/**
 * The origins that the page may reach besides its own. An origin is written without a path, such as
 * `https://login.example.org`.
 */
export type PageOrigins = {
  /** Origins from which the page gets the issuer's discovery document, tokens and keys. Empty if nobody can sign in. */
  readonly connect: readonly string[];
  /** Origins of pictures. Default: those of TMDB and Wikipedia. */
  readonly images?: readonly string[];
};

export const IMAGE_ORIGINS = ['https://image.tmdb.org', 'https://upload.wikimedia.org'];

/**
 * The SHA-256 of the empty string. The policy allows only this content in style elements. That is enough, because
 * Emotion (the style library of Material UI) inserts empty style elements and fills them through CSSOM, which the
 * policy does not restrict. So `unsafe-inline` is not needed, and any other style in the markup is blocked.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The Content-Security-Policy of the web page, the same locally and on CloudFront. */
export function pageSecurityPolicy({ connect, images = IMAGE_ORIGINS }: PageOrigins): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${EMPTY_STYLE}`,
    ['img-src', "'self'", 'data:', ...images].join(' '),
    ['connect-src', "'self'", ...connect].join(' '),
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Security headers of every file of the page. Caching headers are added separately. */
export function pageSecurityHeaders(origins: PageOrigins): Readonly<Record<string, string>> {
  return { ...COMMON_SECURITY_HEADERS, 'content-security-policy': pageSecurityPolicy(origins) };
}

/** `Cache-Control` for files whose name contains a hash of their content. Vite puts these files into `assets/`. */
export const HASHED_FILE_CACHING = 'public, max-age=31536000, immutable';
/**
 * `Cache-Control` for the routes of the page that have a head of their own. CloudFront keeps an answer for a minute, so
 * that a link that many people open costs one call a minute. The link preview of a film shows a change after that
 * minute. If the API does not answer, CloudFront sends the answer that it has, for up to a day. Browsers revalidate the
 * answer each time. A deployment of the page removes everything from CloudFront's cache.
 */
export const ROUTE_CACHING = 'public, max-age=0, s-maxage=60, stale-if-error=86400';
/**
 * The header that says which origin the visitor sees, such as `https://films.example.org`. Behind CloudFront, the API
 * sees only its own address. A viewer cannot set the header, because CloudFront's function and the local server replace
 * it.
 */
export const PAGE_ORIGIN_HEADER = 'x-page-origin';

/**
 * A scheme, a host name of at most 253 characters (RFC 1035) and a port. A sitemap repeats the origin for each film, and a
 * header may have 16,000 characters.
 */
const MAX_ORIGIN_LENGTH = 270;

/**
 * The origin that the visitor of a page sees.
 *
 * @param given the origin that a request names. It may be any text
 * @param otherwise the origin if that text is not an origin
 */
export function originOr(given: string | undefined, otherwise: string): string {
  if (given === undefined || given.length > MAX_ORIGIN_LENGTH) return otherwise;
  return /^https?:\/\/[\w.:[\]-]+$/.test(given) && URL.canParse(given) ? new URL(given).origin : otherwise;
}

/**
 * `Cache-Control` for all other files of the page, such as index.html. Such a file may be cached, but the browser asks
 * each time whether it has changed (and mostly gets a 304).
 */
export const OTHER_FILE_CACHING = 'no-cache';
