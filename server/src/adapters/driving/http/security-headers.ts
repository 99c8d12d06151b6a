/** On every answer, files included. The page and the API need none of the powers of the device. */
export const COMMON_SECURITY_HEADERS = {
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** On every answer of the API unless the route says otherwise; nothing of it is meant to be shown inside a page. */
export const API_SECURITY_HEADERS = {
  ...COMMON_SECURITY_HEADERS,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Where the client came over TLS. A year; without subdomains, which are not ours to speak for. */
export const STRICT_TRANSPORT_SECURITY = { 'strict-transport-security': 'max-age=31536000' } as const;
