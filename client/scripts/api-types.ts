import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { filmRoutes } from '../../server/src/adapters/in/http/film-routes.ts';
import { movieRoutes } from '../../server/src/adapters/in/http/movie-routes.ts';
import { openApiDocument } from '../../server/src/adapters/in/http/openapi.ts';
import { systemRoutes } from '../../server/src/adapters/in/http/system-routes.ts';

/**
 * `npm run api-types -w client` writes the types of the API that the page is checked against; with `--check` it only
 * says whether they are current, and fails where they are not.
 */
const TARGET = join(import.meta.dirname, '../src/lib/api-types.gen.ts');

const types = await generate();
if (!process.argv.includes('--check')) {
  await writeFile(TARGET, types);
} else if ((await readFile(TARGET, 'utf8')) !== types) {
  process.stderr.write('The API has changed: run npm run api-types -w client, and commit what it writes.\n');
  process.exitCode = 1;
}

async function generate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-api-types-'));
  try {
    const document = join(folder, 'openapi.json');
    await writeFile(document, JSON.stringify(currentDocument()));
    await createClient({
      input: document,
      output: { path: join(folder, 'out'), indexFile: false },
      plugins: ['@hey-api/typescript'],
      logs: { level: 'silent' },
    });
    return await readFile(join(folder, 'out', 'types.gen.ts'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the server answers at /v1/openapi.json. The routes are only described, so nothing has to stand behind them. */
function currentDocument(): object {
  const nothing = {} as never;
  const routes = [...filmRoutes(nothing), ...movieRoutes(nothing)];
  const facts = { version: '1', writesRefused: undefined, signIn: undefined };
  return openApiDocument(facts.version, [...routes, ...systemRoutes(facts, routes, nothing)]);
}
