import { COMMON_SECURITY_HEADERS } from './security-headers.ts';

/** What the page may reach besides its own origin: origins such as `https://login.example.org`, without a path. */
export type PageOrigins = {
  /** The OpenID issuer's: where its discovery document, its tokens and its keys are. None where nobody can sign in. */
  readonly connect: readonly string[];
  /** Of pictures; default: those of TMDB and Wikipedia. */
  readonly images?: readonly string[];
};

export const IMAGE_ORIGINS = ['https://image.tmdb.org', 'https://upload.wikimedia.org'];

/**
 * The SHA-256 of no text at all: Emotion, which styles Material UI, begins each style element empty and fills it by
 * CSSOM, which the policy does not see. So no style that stands in the markup applies, and no `unsafe-inline` is needed.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The Content-Security-Policy of the web page, the same on this machine and on CloudFront. */
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

/** On every answer with a file of the page; those of how long it may be kept come on top. */
export function pageSecurityHeaders(origins: PageOrigins): Readonly<Record<string, string>> {
  return { ...COMMON_SECURITY_HEADERS, 'content-security-policy': pageSecurityPolicy(origins) };
}

/** Files whose name carries a hash of their content: those that Vite puts into `assets/`. */
export const HASHED_FILE_CACHING = 'public, max-age=31536000, immutable';
/** Everything else of the page, index.html above all: may be kept, and is asked for again each time (a 304 mostly). */
export const OTHER_FILE_CACHING = 'no-cache';
