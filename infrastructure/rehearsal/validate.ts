import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

type Stack = {
  readonly terraform: { readonly backend?: unknown };
  readonly import?: unknown;
  readonly variable?: Readonly<Record<string, { readonly default?: string }>>;
};

/**
 * Runs `terraform validate` for every stack, not only for those of the environment. Each stack becomes a module of one
 * configuration, because Terraform then loads the provider once, which takes longer than everything else.
 */
export async function validateAll(stage: Stage): Promise<void> {
  const root = join(stage.workspace.folder, 'validate');
  const modules: Record<string, object> = {};
  for (const name of readdirSync(stage.workspace.stack(''))) {
    const read = (file: string) => readFileSync(join(stage.workspace.stack(name), file), 'utf8');
    const { import: _import, terraform, ...stack } = JSON.parse(read('cdk.tf.json')) as Stack;
    // A module has no state and imports nothing.
    const { backend: _backend, ...settings } = terraform;
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, 'cdk.tf.json'), JSON.stringify({ ...stack, terraform: settings }));
    const required = Object.entries(stack.variable ?? {}).filter(([, variable]) => variable.default === undefined);
    modules[name] = { source: `./${name}`, ...Object.fromEntries(required.map(([variable]) => [variable, 'any'])) };
    await stage.run('validate', 'node', [
      join(import.meta.dirname, 'override.ts'),
      join(root, name),
      stage.providerVersion,
    ]);
  }
  writeFileSync(join(root, 'main.tf.json'), JSON.stringify({ module: modules }));
  for (const command of [['init', '-input=false'], ['validate']]) {
    await stage.run('validate', 'terraform', [`-chdir=${root}`, ...command, '-no-color']);
  }
}
