import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TerraformJson } from './terraform-values.ts';

const INFRASTRUCTURE = join(import.meta.dirname, '../../../infrastructure');

export const ENVIRONMENT = { name: 'trial', region: 'eu-central-1' } as const;

/** As `config/environments.ts` has them, with tokens of this issuer. */
function environment(issuer: string, audience: string) {
  const functionSize = { memoryMb: 512 };
  return {
    ...ENVIRONMENT,
    isProtected: false,
    functions: { api: functionSize, import: functionSize, snapshot: functionSize, purge: functionSize },
    throttle: { requestsPerSecond: 100, burst: 100 },
    logRetentionDays: 7,
    alarms: false,
    writers: { kind: 'issuer', issuer, audience, clientId: 'page' },
    hasFirewall: false,
  };
}

/** The synthesised server stack, the folder in which Terraform would run, and the stack that is there once in an account. */
export type Synthesised = { readonly json: TerraformJson; readonly folder: string; readonly bootstrap: TerraformJson };

/**
 * Has the infrastructure's own program synthesise one environment with the functions that `npm run build` made.
 *
 * @throws Error with the remedy where that cannot run
 */
export async function synthesiseServerStack(outdir: string, issuer: string, audience: string): Promise<Synthesised> {
  if (!existsSync(join(INFRASTRUCTURE, 'node_modules'))) {
    throw new Error('The infrastructure is not installed. Run: npm ci --prefix infrastructure');
  }
  const script = join(INFRASTRUCTURE, 'test/synthesise-given.ts');
  await promisify(execFile)(process.execPath, [script, JSON.stringify(environment(issuer, audience)), outdir]);
  const folder = join(outdir, `stacks/marquee-${ENVIRONMENT.name}-server`);
  return { json: readStack(folder), folder, bootstrap: readStack(join(outdir, 'stacks/marquee-bootstrap')) };
}

function readStack(folder: string): TerraformJson {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as TerraformJson;
}
