/** Headers of every answer, including files. Neither the page nor the API needs any device feature. */
export const COMMON_SECURITY_HEADERS = {
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Headers of every answer of the API, unless the route overrides them. No answer is meant to be embedded in a page. */
export const API_SECURITY_HEADERS = {
  ...COMMON_SECURITY_HEADERS,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * This header is sent if the client uses TLS. The browser remembers the header for a year. Subdomains are not included,
 * because other people may own them.
 */
export const STRICT_TRANSPORT_SECURITY = { 'strict-transport-security': 'max-age=31536000' } as const;
