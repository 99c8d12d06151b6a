import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { filmRoutes } from '../../server/src/adapters/driving/http/film-routes.ts';
import { movieRoutes } from '../../server/src/adapters/driving/http/movie-routes.ts';
import { openApiDocument } from '../../server/src/adapters/driving/http/openapi.ts';
import { searchRoutes } from '../../server/src/adapters/driving/http/search-routes.ts';
import { systemRoutes } from '../../server/src/adapters/driving/http/system-routes.ts';

/**
 * `npm run api-types -w client` writes three files that the page needs from the API: the types of requests and answers,
 * the limits of a film, which the form checks, and the rule for the addresses of Wikipedia. With `--check` it writes
 * nothing, and fails if the files are out of date.
 */
const LIB = join(import.meta.dirname, '../src/lib');
const DOMAIN = join(import.meta.dirname, '../../server/src/domain');

type Document = {
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: object; readonly required?: readonly string[] }>>;
  };
};

const document = currentDocument();
const files = {
  'api-types.gen.ts': await typesOf(document),
  'film-schema.gen.ts': filmSchemaOf(document),
  'wikipedia-page.gen.ts': await copyOf('wikipedia-page.ts'),
};
for (const [name, content] of Object.entries(files)) {
  const target = join(LIB, name);
  if (!process.argv.includes('--check')) {
    await writeFile(target, content);
  } else if ((await readFile(target, 'utf8')) !== content) {
    process.stderr.write(
      'A generated file is out of date: run npm run api-types -w client, and commit what it writes.\n',
    );
    process.exitCode = 1;
  }
}

/** The JSON Schema of a film's attributes, as the API checks them, without the parts that the form does not use. */
function filmSchemaOf({ components }: Document): string {
  const { properties, required } = components.schemas['FilmAttributes'] ?? {};
  const isUnused = (key: string) => ['description', 'examples', 'pattern'].includes(key);
  const schema = JSON.stringify(
    { properties, required },
    (key, value: unknown) => (isUnused(key) ? undefined : value),
    2,
  );
  return `// Generated from the API's own schema by scripts/api-types.ts\n\nexport const filmSchema = ${schema} as const;\n`;
}

/** A rule of the domain that imports nothing, so that it runs in the page too. */
async function copyOf(name: string): Promise<string> {
  const source = await readFile(join(DOMAIN, name), 'utf8');
  return `// Copied from server/src/domain/${name} by scripts/api-types.ts\n\n${source}`;
}

async function typesOf(content: Document): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-api-types-'));
  try {
    const input = join(folder, 'openapi.json');
    await writeFile(input, JSON.stringify(content));
    await createClient({
      input,
      output: { path: join(folder, 'out'), indexFile: false },
      plugins: ['@hey-api/typescript'],
      logs: { level: 'silent' },
    });
    return await readFile(join(folder, 'out', 'types.gen.ts'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Returns what the server answers at /v1/openapi.json. The routes are only described and never called, so they need no
 * implementation here.
 */
function currentDocument(): Document {
  const nothing = {} as never;
  const routes = [...searchRoutes(nothing, []), ...filmRoutes(nothing), ...movieRoutes(nothing)];
  const facts = { version: '1', writesRefused: undefined, signIn: undefined, openScopes: new Set<never>() };
  const all = [...routes, ...systemRoutes(facts, routes, nothing, nothing, nothing)];
  return openApiDocument(facts.version, all, facts.openScopes) as Document;
}
