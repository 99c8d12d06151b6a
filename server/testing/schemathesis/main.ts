import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '../start-product.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';
import { installSchemathesis } from './install-schemathesis.ts';

/**
 * `npm run check:openapi` lets Schemathesis (schemathesis.io) generate requests from the product's OpenAPI document, and
 * checks that the product answers as the document says: it accepts what the document allows, refuses everything else,
 * and sends only documented answers. schemathesis.toml has the settings, and the differences that are accepted.
 */

/** One attribute of each type, so that the document has all kinds of parameters. */
const ATTRIBUTES = [
  { name: 'rating', type: 'number', sort: true },
  { name: 'studio', type: 'keyword', facet: true },
  { name: 'restored', type: 'boolean' },
  { name: 'tagline', type: 'text' },
];
/** Usually it takes a minute. */
const LIMIT_MS = 600_000;

const installed = await installSchemathesis();
if ('absent' in installed) process.stdout.write(`NOTICE: Schemathesis is skipped: ${installed.absent}\n`);
else process.exitCode = await checkProduct(installed.program);

async function checkProduct(program: string): Promise<number> {
  const double = await TmdbDouble.start();
  const product = await startProduct(undefined, {
    MARQUEE_ATTRIBUTES: JSON.stringify(ATTRIBUTES),
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
    MARQUEE_TMDB_CALLS_PER_SECOND: '1000',
  });
  // Schemathesis writes files into its working folder.
  const folder = await mkdtemp(join(tmpdir(), 'marquee-schemathesis-'));
  try {
    const settings = join(import.meta.dirname, 'schemathesis.toml');
    const args = ['--config-file', settings, 'run', `${product.url}/v1/openapi.json`, ...process.argv.slice(2)];
    const options: SpawnOptions = {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LIMIT_MS,
      env: { ...process.env, MARQUEE_TOKEN: product.token, SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py') },
    };
    const [code] = (await once(spawn(program, args, options), 'exit')) as [number | null];
    if (code === null) process.stderr.write('Schemathesis did not end in time.\n');
    return code ?? 1;
  } finally {
    await product.stop();
    await double.close();
    await rm(folder, { recursive: true, force: true });
  }
}
