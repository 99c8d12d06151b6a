import type { ApiResponse } from './api-request.ts';

/** Path of the docs page's scripts and styles. They are static files beside the web page, not part of the function. */
export const DOCS_ASSETS_PATH = '/docs-assets';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Marquee API</title>
    <link rel="stylesheet" href="${DOCS_ASSETS_PATH}/swagger-ui.css" />
    <link rel="icon" href="${DOCS_ASSETS_PATH}/favicon-32x32.png" />
  </head>
  <body>
    <nav class="swagger-ui"><p class="wrapper"><a class="link" href="/">Back to Marquee</a></p></nav>
    <div id="docs"></div>
    <script src="${DOCS_ASSETS_PATH}/swagger-ui-bundle.js"></script>
    <script src="${DOCS_ASSETS_PATH}/start-docs.js"></script>
  </body>
</html>
`;

/** Swagger UI sets inline styles from script and draws icons from `data:` URLs. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function docsPage(): ApiResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CONTENT_SECURITY_POLICY },
    body: PAGE,
  };
}
