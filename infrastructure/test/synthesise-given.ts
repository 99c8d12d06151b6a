import { join } from 'node:path';
import type { Environment } from '../config/schema.ts';
import { synthesise } from '../synthesise.ts';

/**
 * `node synthesise-given.ts <environment as JSON> <outdir>`: one environment, with the functions' code as server's build
 * left it. For tests that run what is synthesised; the environment is taken as it is, an issuer on loopback too.
 */
const [environment = '', outdir = ''] = process.argv.slice(2);
const dist = join(import.meta.dirname, '../../server/dist');
synthesise({ environments: [JSON.parse(environment) as Environment], dist, outdir });
