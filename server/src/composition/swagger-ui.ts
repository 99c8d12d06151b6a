import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { StaticFiles } from '../adapters/driving/express/app.ts';
import { DOCS_ASSETS_PATH } from '../adapters/driving/http/docs-page.ts';

/**
 * The files of Swagger UI for the page of the API docs. The local server serves them, and the page's build copies them.
 */
export const SWAGGER_UI: StaticFiles = {
  path: DOCS_ASSETS_PATH,
  folder: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
  only: ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'],
};
