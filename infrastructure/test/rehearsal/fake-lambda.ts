import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

type FakeFunction = {
  /** The code that was uploaded last. */
  code: string;
  /** Changes with the code and with the settings. */
  revision: number;
  /** The environment variables that Terraform has applied last. */
  settings: Record<string, string>;
  /** The code, the revision and the environment variables of each version. */
  versions: Record<string, { code: string; revision: number; settings?: Record<string, string> }>;
  nextVersion: number;
  alias: { version: string; weights: Record<string, number>; revisionId: string } | undefined;
};

export type FakeAccount = {
  functions: Record<string, FakeFunction>;
  /** States of alarms by name. */
  alarms: Record<string, string>;
  parameters: Record<string, string>;
  /** What each version of a function answers: `marquee-dev-api:2`. Default: nothing is wrong. */
  answers: Record<string, { readonly answer?: unknown; readonly error?: string; readonly isThrottled?: boolean }>;
  /** Every call, such as `lambda get-alias --function-name marquee-dev-api ...`. */
  calls: string[];
};

/** An environment after `terraform apply`: its aliases name the code with which Terraform has created the functions. */
export function installed(environment: string, names: readonly string[], alarms: readonly string[] = []): FakeAccount {
  const make = (): FakeFunction => ({
    ...{ code: 'created by Terraform', revision: 1, settings: {}, versions: {}, nextVersion: 1 },
    alias: { version: '$LATEST', weights: {}, revisionId: 'r0' },
  });
  return {
    functions: Object.fromEntries(names.map((name) => [`marquee-${environment}-${name}`, make()])),
    alarms: Object.fromEntries(alarms.map((name) => [name, 'OK'])),
    ...{ parameters: {}, answers: {}, calls: [] },
  };
}

class FakeError extends Error {}

function refuse(code: string): never {
  throw new FakeError(`An error occurred (${code}) when calling the operation`);
}

/**
 * Answers the calls of the AWS CLI that a deployment makes, as AWS documents them, and changes the account.
 *
 * @throws Error with what the AWS CLI would print
 */
export function answer(account: FakeAccount, args: readonly string[]): unknown {
  account.calls.push(args.join(' '));
  const option = (name: string) => {
    const index = args.indexOf(`--${name}`);
    return index < 0 ? undefined : args[index + 1];
  };
  const [service = '', operation = ''] = args;
  const found = account.functions[option('function-name') ?? ''];
  if (service === 'lambda' && !found) refuse('ResourceNotFoundException');
  const one = found as FakeFunction;
  const alias = () => one.alias ?? refuse('ResourceNotFoundException');
  switch (`${service} ${operation}`) {
    case 'lambda get-alias':
      return described(alias());
    case 'lambda update-alias':
      return updateAlias(one, alias(), option);
    case 'lambda get-function-configuration':
      return configuration(one, option('qualifier') ?? '$LATEST');
    case 'lambda put-function-event-invoke-config':
      return {};
    case 'lambda update-function-code':
      one.code = readFileSync((option('zip-file') ?? '').replace('fileb://', ''), 'utf8');
      one.revision += 1;
      return {};
    case 'lambda wait':
      return undefined;
    case 'lambda publish-version':
      return { Version: publish(one, option('code-sha256')) };
    case 'lambda invoke':
      return invoke(account, one, args, option);
    case 'lambda list-versions-by-function':
      return ['$LATEST', ...Object.keys(one.versions)];
    case 'lambda delete-function':
      return deleteVersion(one, option('qualifier') ?? '');
    case 'cloudwatch describe-alarms':
      return Object.entries(account.alarms).filter(([name]) => args.includes(name));
    case 'ssm get-parameter':
      return account.parameters[option('name') ?? ''] ?? refuse('ParameterNotFound');
    case 'ssm put-parameter':
      account.parameters[option('name') ?? ''] = option('value') ?? '';
      return {};
    default:
      throw new Error(`The fake AWS does not know ${args.join(' ')}`);
  }
}

type Option = (name: string) => string | undefined;

function described({ version, weights, revisionId }: NonNullable<FakeFunction['alias']>) {
  const isShared = Object.keys(weights).length > 0;
  return {
    ...{ FunctionVersion: version, RevisionId: revisionId },
    ...(isShared && { RoutingConfig: { AdditionalVersionWeights: weights } }),
  };
}

function updateAlias(one: FakeFunction, alias: NonNullable<FakeFunction['alias']>, option: Option) {
  if (option('revision-id') !== alias.revisionId) refuse('PreconditionFailedException');
  const version = option('function-version') ?? alias.version;
  const { AdditionalVersionWeights: weights } = JSON.parse(option('routing-config') ?? '{}') as {
    AdditionalVersionWeights: Record<string, number>;
  };
  for (const named of [version, ...Object.keys(weights)]) {
    if (!(named in one.versions) && named !== '$LATEST') refuse('ResourceNotFoundException');
  }
  one.alias = { version, weights, revisionId: `r${String(Number(alias.revisionId.slice(1)) + 1)}` };
  return described(one.alias);
}

function configuration(one: FakeFunction, version: string) {
  const { code, settings = {} } =
    version === '$LATEST' ? one : (one.versions[version] ?? refuse('ResourceNotFoundException'));
  return { CodeSha256: hashOf(code), Environment: { Variables: settings } };
}

function publish(one: FakeFunction, hash: string | undefined): string {
  if (hash !== hashOf(one.code)) refuse('InvalidParameterValueException');
  const [last, { revision = -1 } = {}] = Object.entries(one.versions).at(-1) ?? [''];
  if (revision === one.revision) return last;
  const version = String(one.nextVersion);
  one.nextVersion += 1;
  one.versions[version] = { code: one.code, revision: one.revision, settings: { ...one.settings } };
  return version;
}

function invoke({ answers }: FakeAccount, one: FakeFunction, args: readonly string[], option: Option) {
  const version = option('qualifier') ?? '';
  if (!(version in one.versions)) refuse('ResourceNotFoundException');
  const given = answers[`${option('function-name') ?? ''}:${version}`];
  if (given?.isThrottled && option('invocation-type') !== 'Event') refuse('TooManyRequestsException');
  writeFileSync(
    args.at(-1) ?? '',
    given?.error ?? JSON.stringify(given && 'answer' in given ? given.answer : { statusCode: 200 }),
  );
  return { StatusCode: 200, ...(given?.error !== undefined && { FunctionError: 'Unhandled' }) };
}

function deleteVersion(one: FakeFunction, version: string) {
  if (one.alias?.version === version || version in (one.alias?.weights ?? {})) refuse('ResourceConflictException');
  one.versions = Object.fromEntries(Object.entries(one.versions).filter(([name]) => name !== version));
  return {};
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}

// As a program it stands in for `aws`, with the account in the file of FAKE_ACCOUNT.
const file = process.env['FAKE_ACCOUNT'];
if (import.meta.main && file !== undefined && existsSync(file)) {
  const account = JSON.parse(readFileSync(file, 'utf8')) as FakeAccount;
  try {
    const given = answer(account, process.argv.slice(2).slice(0, -2));
    process.stdout.write(given === undefined ? '' : JSON.stringify(given));
  } catch (error) {
    process.stderr.write((error as Error).message);
    process.exitCode = 254;
  }
  writeFileSync(file, JSON.stringify(account));
}
