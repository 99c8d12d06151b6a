import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGuardedEndpoint, type AwsEndpoints, type GuardedEndpoint } from './guarded-endpoint.ts';
import { LambdaProcess } from './lambda-process.ts';
import { statementsOf, type PolicyStatement } from './policy.ts';
import type { TerraformValues } from './terraform-values.ts';
import { unzip } from './unzip.ts';

/** A function as declared: its very bundle, its very settings, and AWS behind the policy of its role. */
export type DeployedFunction = {
  readonly name: string;
  readonly process: LambdaProcess;
  /** Another instance beside it, for whoever wants it to stop. */
  readonly another: () => LambdaProcess;
  readonly aws: GuardedEndpoint;
  readonly statements: readonly PolicyStatement[];
};

export type Surroundings = {
  readonly stack: TerraformValues;
  /** What the bootstrap stack declares. */
  readonly account: TerraformValues;
  /** Where Terraform would run: paths are relative to it. */
  readonly folder: string;
  /** For the code, unpacked. */
  readonly temporary: string;
  readonly region: string;
  readonly endpoints: AwsEndpoints;
  /** Of the movie provider's double. */
  readonly provider: { readonly url: string; readonly imageUrl: string };
};

export async function deployFunction(
  declared: Record<string, unknown>,
  { stack, account, folder, temporary, region, endpoints, provider }: Surroundings,
): Promise<DeployedFunction> {
  const name = String(declared['function_name']);
  const version = String(declared['runtime']).replace(/^nodejs(\d+)\.x$/, 'v$1.');
  if (!process.version.startsWith(version)) {
    throw new Error(`${name} is declared for ${String(declared['runtime'])}, and this is ${process.version}`);
  }
  const code = join(temporary, name);
  mkdirSync(code);
  unzip(readFileSync(join(folder, String(declared['filename']))), code);
  const role = String(declared['role']);
  const statements = statementsOfRole(stack, role);
  const aws = await startGuardedEndpoint(endpoints, [statements, boundaryOfRole(stack, account, role)], region);
  const { variables } = declared['environment'] as { variables: Record<string, string> };
  const environment = {
    ...settings(variables, region, aws.url),
    ...lambdaOwn(name, region),
    ...standIns(variables, aws.url, provider),
  };
  const timeoutSec = Number(declared['timeout']);
  const handler = String(declared['handler']);
  const another = () => new LambdaProcess({ folder: code, handler, timeoutSec, environment });
  return { name, statements, aws, process: another(), another };
}

/** As declared; SQS takes the address of a queue from its URL, which here is the guarded endpoint. */
function settings(variables: Record<string, string>, region: string, url: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, value]) => [key, value.replace(`https://sqs.${region}.amazonaws.com`, url)]),
  );
}

/** What Lambda adds of its own. */
function lambdaOwn(name: string, region: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TZ: ':UTC',
  };
}

/** Where this world's AWS and TMDB are: the one thing that is not as declared, and that may not be declared. */
function standIns(
  variables: Record<string, string>,
  url: string,
  { url: providerUrl, imageUrl }: Surroundings['provider'],
): Record<string, string> {
  const given: Record<string, string> = {
    ...Object.fromEntries(['DYNAMODB', 'S3', 'SQS', 'SSM'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
    MARQUEE_TMDB_URL: providerUrl,
    MARQUEE_TMDB_IMAGE_URL: imageUrl,
  };
  for (const name of Object.keys(given)) {
    if (name in variables) throw new Error(`${name} is declared: the function would not call what it calls in AWS`);
  }
  return given;
}

function statementsOfRole(stack: TerraformValues, roleArn: string): PolicyStatement[] {
  const role = roleArn.split('/').at(-1);
  return Object.values(stack.all('aws_iam_role_policy'))
    .filter((policy) => policy['role'] === role)
    .flatMap((policy) => statementsOf(String(policy['policy'])));
}

/** A boundary grants nothing: what is asked for must be in the role's own policies and in it. */
function boundaryOfRole(stack: TerraformValues, account: TerraformValues, roleArn: string): PolicyStatement[] {
  const role = Object.values(stack.all('aws_iam_role')).find(({ name }) => roleArn.endsWith(`/${String(name)}`));
  const policies = Object.values(account.all('aws_iam_policy'));
  const boundary = policies.find(({ name }) => String(role?.['permissions_boundary']).endsWith(`/${String(name)}`));
  if (!boundary) throw new Error(`The boundary of ${roleArn} is not declared`);
  return statementsOf(String(boundary['policy']));
}
