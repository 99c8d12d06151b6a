import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { App, TerraformStack } from 'cdktf';
import { FUNCTIONS } from '../bundles/pack-bundles.ts';
import type { Environment } from '../config/schema.ts';
import { synthesise } from '../synthesise.ts';

export type Resource = Record<string, unknown>;

/** The parts of Terraform's JSON that the tests use. */
export type StackJson = {
  readonly resource: Readonly<Record<string, Record<string, Resource>>>;
  readonly data?: Readonly<Record<string, Record<string, Resource>>>;
  readonly output?: Readonly<Record<string, { readonly value: string }>>;
  readonly variable?: Readonly<Record<string, { readonly default?: string }>>;
  readonly provider: { readonly aws: readonly Resource[] };
  readonly terraform: {
    readonly backend: Readonly<Record<string, Resource>>;
    readonly required_version?: string;
    readonly required_providers?: unknown;
  };
};

/** Synthesises every stack with placeholder code, and returns the stacks by their names. Leaves no files behind. */
export function synthesiseAll(environments: readonly Environment[]): Record<string, StackJson> {
  return inTemporaryFolder((folder) => {
    const dist = join(folder, 'dist');
    for (const name of FUNCTIONS) {
      mkdirSync(join(dist, `${name}-lambda`), { recursive: true });
      writeFileSync(join(dist, `${name}-lambda/index.mjs`), `export const handler = () => '${name}';`);
    }
    mkdirSync(join(dist, 'opensearch'));
    writeFileSync(join(dist, 'opensearch/opensearch.mjs'), 'export {};');
    const outdir = join(folder, 'out');
    synthesise({ environments, dist, outdir });
    const stacks = environments.flatMap(({ name, cluster }) =>
      ['server', 'client', ...(cluster ? ['cluster'] : [])].map((part) => `marquee-${name}-${part}`),
    );
    return Object.fromEntries(
      ['marquee-bootstrap', ...stacks].map((stack) => [stack, readStack(join(outdir, 'stacks', stack))]),
    );
  });
}

/**
 * Synthesises one stack with what `build` puts into it. Leaves no files behind, unlike `Testing.synthScope` of CDKTF.
 */
export function synthesiseOne(build: (stack: TerraformStack) => void): StackJson {
  return inTemporaryFolder((outdir) => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'one');
    new AwsProvider(stack, 'aws', { region: 'us-east-1' });
    build(stack);
    app.synth();
    return readStack(join(outdir, 'stacks/one'));
  });
}

/** Returns every resource of a type. */
export function resourcesOf({ resource }: StackJson, type: string): Resource[] {
  return Object.values(resource[type] ?? {});
}

function readStack(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackJson;
}

function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-infrastructure-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
