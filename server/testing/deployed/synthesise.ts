import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TerraformJson } from './terraform-values.ts';

const INFRASTRUCTURE = join(import.meta.dirname, '../../../infrastructure');

export const ENVIRONMENT = { name: 'trial', region: 'eu-central-1' } as const;

/** Where the stack names its issuer of tokens, until {@link readSynthesis} puts a real one there. */
const NO_ISSUER = 'https://issuer.invalid';
const AUDIENCE = 'urn:test:api';

/** As `config/environments.ts` has them. */
function environment() {
  const functionSize = { memoryMb: 512 };
  return {
    ...ENVIRONMENT,
    isProtected: false,
    functions: { api: functionSize, import: functionSize, snapshot: functionSize, purge: functionSize },
    throttle: { requestsPerSecond: 100, burst: 100 },
    logRetentionDays: 7,
    alarms: false,
    writers: { kind: 'issuer', issuer: NO_ISSUER, audience: AUDIENCE, clientId: 'page' },
    hasFirewall: false,
  };
}

/** The synthesised server stack, the folder in which Terraform would run, and the stack that is there once in an account. */
export type Synthesised = { readonly json: TerraformJson; readonly folder: string; readonly bootstrap: TerraformJson };

/**
 * Has the infrastructure's own program synthesise one environment with the functions that `npm run build` made. It takes a
 * second, and many stacks can be started from one folder.
 *
 * @throws Error with the remedy where that cannot run
 */
export async function synthesise(outdir: string): Promise<void> {
  if (!existsSync(join(INFRASTRUCTURE, 'node_modules'))) {
    throw new Error('The infrastructure is not installed. Run: npm ci --prefix infrastructure');
  }
  const script = join(INFRASTRUCTURE, 'test/synthesise-given.ts');
  await promisify(execFile)(process.execPath, [script, JSON.stringify(environment()), outdir]);
}

/** What {@link synthesise} wrote into a folder, with tokens of this issuer. */
export function readSynthesis(outdir: string, issuer: string): Synthesised {
  const folder = join(outdir, `stacks/marquee-${ENVIRONMENT.name}-server`);
  const bootstrap = readStack(join(outdir, 'stacks/marquee-bootstrap'), issuer);
  return { json: readStack(folder, issuer), folder, bootstrap };
}

function readStack(folder: string, issuer: string): TerraformJson {
  const json = readFileSync(join(folder, 'cdk.tf.json'), 'utf8').replaceAll(NO_ISSUER, issuer);
  return JSON.parse(json) as TerraformJson;
}
