import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TerraformJson } from './terraform-values.ts';

const INFRASTRUCTURE = join(import.meta.dirname, '../../../infrastructure');

export const ENVIRONMENT = { name: 'trial', region: 'eu-central-1' } as const;

/** The placeholder for the token issuer, which {@link readSynthesis} replaces with a real one. */
const NO_ISSUER = 'https://issuer.invalid';
const AUDIENCE = 'urn:test:api';

/** An environment with the fields of `config/environments.ts`. */
function environment() {
  const functionSize = { memoryMb: 512 };
  return {
    ...ENVIRONMENT,
    isProtected: false,
    functions: { api: functionSize, import: functionSize, snapshot: functionSize, purge: functionSize },
    throttle: { requestsPerSecond: 100, burst: 100 },
    exports: { everyDays: 7 },
    logRetentionDays: 7,
    alarms: {},
    writers: { kind: 'issuer', issuer: NO_ISSUER, audience: AUDIENCE, clientId: 'page' },
    movieProvider: 'tmdb',
    hasFirewall: false,
    cluster: { issuer: 'https://cluster.invalid', namespace: 'films' },
    attributes: [],
    replicaRegions: [],
    countsEmptySearches: true,
  };
}

export type Synthesised = {
  /** The server stack. */
  readonly json: TerraformJson;
  /** The folder in which Terraform would run for it. */
  readonly folder: string;
  /** This stack exists once in an account. */
  readonly bootstrap: TerraformJson;
  /** The roles of pods. */
  readonly cluster: TerraformJson;
};

/**
 * Runs the infrastructure's own program to synthesise one environment with the functions that `npm run build` made.
 * That takes a second, and many stacks can be started from one folder.
 *
 * @throws Error that names the remedy when the program cannot run
 */
export async function synthesise(outdir: string): Promise<void> {
  if (!existsSync(join(INFRASTRUCTURE, 'node_modules'))) {
    throw new Error('The infrastructure is not installed. Run: npm ci --prefix infrastructure');
  }
  const script = join(INFRASTRUCTURE, 'test/synthesise-given.ts');
  await promisify(execFile)(process.execPath, [script, JSON.stringify(environment()), outdir]);
}

/** Reads what {@link synthesise} wrote into a folder, and inserts this token issuer. */
export function readSynthesis(outdir: string, issuer: string): Synthesised {
  const folder = join(outdir, `stacks/marquee-${ENVIRONMENT.name}-server`);
  const bootstrap = readStack(join(outdir, 'stacks/marquee-bootstrap'), issuer);
  const cluster = readStack(join(outdir, `stacks/marquee-${ENVIRONMENT.name}-cluster`), issuer);
  return { json: readStack(folder, issuer), folder, bootstrap, cluster };
}

function readStack(folder: string, issuer: string): TerraformJson {
  const json = readFileSync(join(folder, 'cdk.tf.json'), 'utf8').replaceAll(NO_ISSUER, issuer);
  return JSON.parse(json) as TerraformJson;
}
