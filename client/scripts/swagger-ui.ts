import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { SWAGGER_UI } from '../../server/src/composition/swagger-ui.ts';

/** The files of Swagger UI, as the build has them. */
export function swaggerFiles() {
  const { path, folder, only } = SWAGGER_UI;
  return only.map((file) => ({ fileName: `${path.slice(1)}/${file}`, source: readFileSync(join(folder, file)) }));
}

/**
 * Copies the files of Swagger UI into the build, so that the build has everything that is uploaded, and what was built
 * once is what every environment gets.
 */
export function swaggerUi(): Plugin {
  return {
    name: 'swagger-ui',
    apply: 'build',
    generateBundle() {
      for (const file of swaggerFiles()) this.emitFile({ type: 'asset', ...file });
    },
  };
}
