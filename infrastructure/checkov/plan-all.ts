import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf, run } from '../rehearsal/command.ts';
import type { Terraform } from '../rehearsal/tools.ts';
import type { StackJson } from '../test/synthesised.ts';

const OVERRIDE = join(import.meta.dirname, '../rehearsal/override.ts');

/** The credentials belong to nobody, because nothing here calls AWS. */
const PROVIDER = {
  region: 'us-east-1',
  ...{ access_key: 'nobody', secret_key: 'nobody' },
  ...{ skip_credentials_validation: true, skip_metadata_api_check: true, skip_requesting_account_id: true },
};

/** The values that the stacks ask AWS for, each with a value that takes its place. */
const ANSWERS: readonly (readonly [question: RegExp, local: string, value: string])[] = [
  [/data\.aws_caller_identity\.\w+\.account_id/g, 'known_account', '123456789012'],
  [/data\.aws_route53_zone\.\w+\.zone_id/g, 'known_zone', 'Z0123456789'],
];

/**
 * Plans all stacks as if nothing existed, without AWS. Each stack becomes a module of one configuration, because
 * Terraform then starts the provider only once. That start takes longer than everything else.
 *
 * @param stacks the synthesised stacks, by their names
 * @param folder its previous content is removed first
 * @returns the file with the plan, as JSON
 */
export async function planAll(
  stacks: Readonly<Record<string, StackJson>>,
  folder: string,
  { terraform, terraformConfig, providerVersion }: Terraform,
): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  const env = { TF_CLI_CONFIG_FILE: terraformConfig, CHECKPOINT_DISABLE: '1', AWS_CONFIG_FILE: '/dev/null' };
  const options = { cwd: folder, env, log: join(folder, 'terraform.log'), timeoutSec: 600 };
  const modules: Record<string, object> = {};
  for (const [name, stack] of Object.entries(stacks)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'cdk.tf.json'), JSON.stringify(moduleOf(stack, providerVersion)));
    await run(process.execPath, [OVERRIDE, join(folder, name), providerVersion], options);
    const required = Object.entries(stack.variable ?? {}).filter(([, variable]) => variable.default === undefined);
    const given = { ...Object.fromEntries(required.map(([variable]) => [variable, 'any'])) };
    // The deploy roles are in the plan only if there is a repository.
    const repository = stack.variable?.['github_repository'] && { github_repository: 'owner/name' };
    modules[name] = { source: `./${name}`, ...given, ...repository };
  }
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ provider: { aws: PROVIDER }, module: modules }));
  await run(terraform, ['init', '-input=false', '-no-color'], options);
  await run(terraform, ['plan', '-input=false', '-no-color', '-out=all.plan'], options);
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, outputOf(terraform, ['show', '-json', 'all.plan'], options));
  return plan;
}

/** A stack as a module: it has no state, imports nothing, and takes its provider from the configuration. */
function moduleOf(stack: StackJson, providerVersion: string): object {
  const text = ANSWERS.reduce(
    (json, [question, local]) => json.replaceAll(question, `local.${local}`),
    JSON.stringify(stack),
  );
  const { data: _data, provider: _provider, import: _import, ...others } = JSON.parse(text) as Record<string, object>;
  const { backend: _backend, ...terraform } = others['terraform'] as Record<string, object>;
  const resource = Object.values(others['resource'] as StackJson['resource']);
  for (const one of resource.flatMap((all) => Object.values(all))) delete one['provider'];
  if (Number(providerVersion.split('.')[0]) < 6) forgetProtectionOfCopies(others['resource'] as StackJson['resource']);
  const locals = Object.fromEntries(ANSWERS.map(([, local, value]) => [local, value]));
  return { ...others, terraform, locals: { ...others['locals'], ...locals } };
}

/** Version 5 of the provider does not know that a copy of a table can be protected. */
function forgetProtectionOfCopies({ aws_dynamodb_table: tables = {} }: StackJson['resource']): void {
  for (const { replica = [] } of Object.values(tables)) {
    for (const one of replica as Record<string, unknown>[]) delete one['deletion_protection_enabled'];
  }
}
