// `node override.ts <folder of a stack> <version of the provider>` writes rehearsal_override.tf.json, which Terraform merges
// into the synthesised stack. The stack itself stays as it is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Stack = { readonly resource?: Readonly<Record<string, Readonly<Record<string, { readonly runtime?: string }>>>> };

const [folder = '', version = ''] = process.argv.slice(2);
const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as Stack;
const functions = Object.keys(stack.resource?.['aws_lambda_function'] ?? {});
// Version 5 of the provider refuses nodejs24.x. The emulator runs every nodejs runtime with the same Node 24.
const runtimes = Object.fromEntries(functions.map((name) => [name, { runtime: 'nodejs22.x' }]));
const isOld = Number(version.split('.')[0]) < 6;
const override = {
  terraform: { required_providers: { aws: { source: 'aws', version } } },
  ...(isOld && functions.length > 0 && { resource: { aws_lambda_function: runtimes } }),
};
writeFileSync(join(folder, 'rehearsal_override.tf.json'), JSON.stringify(override));
