import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGuardedEndpoint, type AwsEndpoints, type GuardedEndpoint } from './guarded-endpoint.ts';
import { LambdaProcess } from './lambda-process.ts';
import { statementsOf, type PolicyStatement } from './policy.ts';
import { ACCOUNT, type TerraformValues } from './terraform-values.ts';
import { unzip } from './unzip.ts';

/**
 * A function as its stack declares it. It has its real bundle and its declared settings, and the policy of its role
 * decides which calls to AWS are allowed.
 */
export type DeployedFunction = {
  readonly name: string;
  /** The ARN of its alias, through which everything must call it. */
  readonly liveArn: string;
  readonly process: LambdaProcess;
  /** Makes another instance. The caller must stop it. */
  readonly another: () => LambdaProcess;
  readonly aws: GuardedEndpoint;
  readonly statements: readonly PolicyStatement[];
  /** The declared environment variables. */
  readonly settings: Readonly<Record<string, string>>;
};

/** What a service calls: a function, or several versions of one behind its alias. */
export type Callee = Pick<DeployedFunction, 'name' | 'liveArn'> & { readonly process: Pick<LambdaProcess, 'invoke'> };

/**
 * Finds the function that a service calls by this ARN. Like Lambda, refuses a call that the permissions of the alias do
 * not allow, and a call of the function itself, whose code may never have been live.
 *
 * @throws Error if there is no such function, or the service may not call it
 */
export function calledFunction<C extends Callee>(
  functions: readonly C[],
  stack: TerraformValues,
  arn: unknown,
  principal: string,
): C {
  const target = functions.find(({ liveArn }) => liveArn === arn);
  const isPermitted = Object.values(stack.all('aws_lambda_permission')).some(
    (permission) =>
      permission['principal'] === principal &&
      target?.liveArn.endsWith(`:${String(permission['function_name'])}:${String(permission['qualifier'])}`),
  );
  if (!target || !isPermitted) throw new Error(`${principal} may not call ${String(arn)}`);
  return target;
}

export type DeploymentContext = {
  readonly stack: TerraformValues;
  /** The values of the bootstrap stack. */
  readonly account: TerraformValues;
  /** The folder in which Terraform would run. Paths are relative to it. */
  readonly folder: string;
  /** The folder into which the functions' code is unpacked. */
  readonly temporary: string;
  readonly region: string;
  readonly endpoints: AwsEndpoints;
  /** The URLs of the movie provider's double. */
  readonly provider: { readonly url: string; readonly imageUrl: string };
};

export async function deployFunction(
  declared: Record<string, unknown>,
  { stack, account, folder, temporary, region, endpoints, provider }: DeploymentContext,
): Promise<DeployedFunction> {
  const name = String(declared['function_name']);
  const version = String(declared['runtime']).replace(/^nodejs(\d+)\.x$/, 'v$1.');
  if (!process.version.startsWith(version)) {
    throw new Error(`${name} is declared for ${String(declared['runtime'])}, but this is ${process.version}`);
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
    ...lambdaVariables(name, region),
    ...standInVariables(variables, aws.url, provider),
  };
  const timeoutSec = Number(declared['timeout']);
  const handler = String(declared['handler']);
  const another = () => new LambdaProcess({ folder: code, handler, timeoutSec, environment });
  const alias = Object.values(stack.all('aws_lambda_alias')).find((one) => one['function_name'] === name);
  if (!alias) throw new Error(`${name} has no alias`);
  const liveArn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}:${String(alias['name'])}`;
  return { name, liveArn, statements, settings: variables, aws, process: another(), another };
}

/**
 * The declared settings of a function. In queue URLs the host is replaced by the guarded endpoint, because the SDK
 * sends requests to the host in a queue's URL.
 */
function settings(variables: Record<string, string>, region: string, url: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, value]) => [key, value.replace(`https://sqs.${region}.amazonaws.com`, url)]),
  );
}

/** The environment variables that Lambda adds itself. */
function lambdaVariables(name: string, region: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    // Lambda sets it before each invocation.
    _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TZ: ':UTC',
  };
}

/**
 * The URLs of the stand-ins for AWS and TMDB. These settings are added to the declared ones, and a stack must not declare
 * them itself.
 */
function standInVariables(
  variables: Record<string, string>,
  url: string,
  { url: providerUrl, imageUrl }: DeploymentContext['provider'],
): Record<string, string> {
  const given: Record<string, string> = {
    ...Object.fromEntries(['DYNAMODB', 'S3', 'SQS', 'SSM'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
    MARQUEE_TMDB_URL: providerUrl,
    MARQUEE_TMDB_IMAGE_URL: imageUrl,
  };
  for (const name of Object.keys(given)) {
    if (name in variables)
      throw new Error(`${name} must not be declared: here the URL of a stand-in would replace the declared value`);
  }
  return given;
}

export function statementsOfRole(stack: TerraformValues, roleArn: string): PolicyStatement[] {
  const role = roleArn.split('/').at(-1);
  return Object.values(stack.all('aws_iam_role_policy'))
    .filter((policy) => policy['role'] === role)
    .flatMap((policy) => statementsOf(String(policy['policy'])));
}

/** A boundary grants nothing itself. A call must be allowed by both the role's own policies and the boundary. */
export function boundaryOfRole(stack: TerraformValues, account: TerraformValues, roleArn: string): PolicyStatement[] {
  const role = Object.values(stack.all('aws_iam_role')).find(({ name }) => roleArn.endsWith(`/${String(name)}`));
  const policies = Object.values(account.all('aws_iam_policy'));
  const boundary = policies.find(({ name }) => String(role?.['permissions_boundary']).endsWith(`/${String(name)}`));
  if (!boundary) throw new Error(`The boundary of ${roleArn} is not declared`);
  return statementsOf(String(boundary['policy']));
}
