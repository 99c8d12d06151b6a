import { join } from 'node:path';
import type { Environment } from '../config/schema.ts';
import { synthesise } from '../synthesise.ts';

/**
 * `node synthesise-given.ts <environment as JSON> <outdir>` synthesises one environment with the code that the server's
 * build has written. It is for tests that run the result. The environment is not validated, so that its issuer may be
 * on loopback.
 */
const [environment = '', outdir = ''] = process.argv.slice(2);
const dist = join(import.meta.dirname, '../../server/dist');
synthesise({ environments: [JSON.parse(environment) as Environment], dist, outdir });
