import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoPythonEnvironment, pythonEnvironment } from '../../../scripts/python-environment.ts';
import { startProduct } from '../start-product.ts';
import { TmdbDouble } from '../tmdb-double/server.ts';

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

try {
  const packages = readFileSync(join(import.meta.dirname, 'requirements.txt'), 'utf8').match(/^[^#\n]+/gm) ?? [];
  const programs = await pythonEnvironment(join(import.meta.dirname, '../../../.cache/schemathesis'), packages);
  process.exitCode = await checkProduct(join(programs, 'schemathesis'));
} catch (error) {
  // GitHub's machines have Python and the network.
  if (!(error instanceof NoPythonEnvironment) || process.env['GITHUB_ACTIONS'] === 'true') throw error;
  process.stdout.write(`NOTICE: Schemathesis is skipped. ${error.message}\n`);
}

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
