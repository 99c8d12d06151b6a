/** The header with a secret by which the API recognises requests that came through CloudFront. */
export const ORIGIN_VERIFY_HEADER = 'x-origin-verify';
