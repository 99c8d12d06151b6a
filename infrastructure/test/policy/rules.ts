import { identityStatements, type IdentityStatement } from './statements.ts';
import { resourcesOf, type Resource, type StackJson } from '../synthesised.ts';

/**
 * A rule of checkov, with its id, that every resource of a type must satisfy. These are the rules that checkov cannot judge
 * by a plan (npm run check:plans), such as those about policies, because a plan does not know the ARNs in a policy yet.
 */
export type Rule = {
  readonly id: string;
  readonly what: string;
  readonly type: string;
  readonly holds: (resource: Resource, stack: StackJson, name: string) => boolean;
};

const OLD_RUNTIMES = /^(nodejs(8|10|12|14|16|18|20)|python[23]\.[0-8]|java8|go1|ruby2|dotnet)/;

/** Actions that let an identity gain permissions that it does not have. */
const ESCALATION =
  /^(iam:(AddUserToGroup|Attach|Create(AccessKey|LoginProfile|PolicyVersion|Role)|PassRole|Put(Role|User|Group)|SetDefault|Update(AssumeRolePolicy|LoginProfile))|lambda:(CreateFunction|UpdateFunction|AddPermission)|sts:AssumeRole)/;
const CREDENTIALS =
  /^(iam:Create(AccessKey|LoginProfile|ServiceSpecificCredential)|sts:(AssumeRole|GetFederationToken|GetSessionToken)|ecr:GetAuthorizationToken|codepipeline:PollForJobs)/;
const EXFILTRATION =
  /^(s3:GetObject|ssm:GetParameter|secretsmanager:GetSecretValue|dynamodb:(Scan|Query|GetItem|BatchGetItem))/;
const PERMISSIONS =
  /^(iam:(Attach|Create|Delete|Detach|Put|Set|Update)|s3:Put(Bucket(Acl|Policy)|ObjectAcl)|kms:(CreateGrant|PutKeyPolicy)|lambda:(Add|Remove)Permission|sqs:(Add|Remove)Permission|sns:(Add|Remove)Permission)/;
const READING = /:(Get|List|Describe|Lookup|Search|View|Check|BatchGet|Query|Scan|Decrypt|Select)/;

export const RULES: readonly Rule[] = [
  bucket('CKV_AWS_300', 'drops incomplete uploads', 'aws_s3_bucket_lifecycle_configuration', (l) =>
    list(l['rule']).some(
      (one) => one['status'] === 'Enabled' && list(one['abort_incomplete_multipart_upload']).length > 0,
    ),
  ),
  bucket('CKV_AWS_379', 'reachable over TLS only', 'aws_s3_bucket_policy', (p) =>
    /"Effect":"Deny","Principal":"\*","Action":\["s3:\*"\].*"aws:SecureTransport":"false"/.test(String(p['policy'])),
  ),

  site('CKV2_AWS_46', 'reaches S3 with origin access control', (d) =>
    list(d['origin']).every((origin) => origin['origin_access_control_id'] !== undefined),
  ),

  lambda(
    'CKV_AWS_45',
    'no secret in its environment',
    (f) => !/AKIA|eyJ|SECRET|PASSWORD|PRIVATE KEY/i.test(JSON.stringify(f['environment'])),
  ),
  lambda('CKV_AWS_50', 'traced', (f) => at(f, 'tracing_config', 'mode') === 'Active'),
  lambda('CKV_AWS_115', 'reserves concurrency', (f) => Number(f['reserved_concurrent_executions'] ?? -1) > 0),
  lambda('CKV_AWS_363', 'on a runtime that is maintained', (f) => !OLD_RUNTIMES.test(String(f['runtime']))),
  rule(
    'CKV_AWS_364',
    'only a named source may call the function',
    'aws_lambda_permission',
    (p) => p['source_arn'] !== undefined,
  ),

  logs('CKV_AWS_66', 'has a retention period', (g) => Number(g['retention_in_days']) > 0),

  rule(
    'CKV_AWS_60',
    'only named principals may assume the role',
    'aws_iam_role',
    (r) => !/"(AWS|Service|Federated)":"\*"|"Principal":"\*"/.test(String(r['assume_role_policy'])),
  ),
  rule(
    'CKV_AWS_61',
    'no whole account may assume the role',
    'aws_iam_role',
    (r) => !String(r['assume_role_policy']).includes(':root'),
  ),
  ...identityPolicies(
    'CKV_AWS_62',
    'does not allow every action on every resource',
    ({ action, isOnAnything }) => !(action === '*' && isOnAnything),
  ),
  ...identityPolicies('CKV_AWS_63', 'does not allow every action', ({ action }) => action !== '*'),
  ...identityPolicies('CKV_AWS_286', 'no privilege escalation on arbitrary resources', unlessAnywhere(ESCALATION)),
  ...identityPolicies('CKV_AWS_287', 'no access to credentials on arbitrary resources', unlessAnywhere(CREDENTIALS)),
  ...identityPolicies('CKV_AWS_288', 'no reading of arbitrary resources', unlessAnywhere(EXFILTRATION)),
  ...identityPolicies('CKV_AWS_289', 'no permissions management on arbitrary resources', unlessAnywhere(PERMISSIONS)),
  ...identityPolicies(
    'CKV_AWS_290',
    'no writing to arbitrary resources',
    ({ action, isOnAnything }) => !isOnAnything || READING.test(action),
  ),
  ...identityPolicies('CKV_AWS_355', 'no action on arbitrary resources', ({ isOnAnything }) => !isOnAnything),
];

function rule(id: string, what: string, type: string, holds: Rule['holds']): Rule {
  return { id, what, type, holds };
}

function site(id: string, what: string, holds: (distribution: Resource) => boolean): Rule {
  return rule(id, what, 'aws_cloudfront_distribution', holds);
}

function lambda(id: string, what: string, holds: (lambda: Resource) => boolean): Rule {
  return rule(id, what, 'aws_lambda_function', holds);
}

function logs(id: string, what: string, holds: (group: Resource) => boolean): Rule {
  return rule(id, what, 'aws_cloudwatch_log_group', holds);
}

/** Each bucket must have a companion resource that names the bucket and satisfies `holds`. */
function bucket(id: string, what: string, companion: string, holds: (companion: Resource) => boolean): Rule {
  return rule(id, what, 'aws_s3_bucket', (_bucket, stack, name) =>
    resourcesOf(stack, companion).some((one) => one['bucket'] === `\${aws_s3_bucket.${name}.id}` && holds(one)),
  );
}

function identityPolicies(id: string, what: string, holds: (statement: IdentityStatement) => boolean): Rule[] {
  return ['aws_iam_role_policy', 'aws_iam_policy'].map((type) =>
    rule(id, what, type, (policy) => identityStatements(policy).every(holds)),
  );
}

function unlessAnywhere(actions: RegExp): (statement: IdentityStatement) => boolean {
  return ({ action, isOnAnything }) => !(isOnAnything && (action === '*' || actions.test(action)));
}

function at(resource: Resource, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Resource | undefined)?.[key], resource);
}

function list(value: unknown): Resource[] {
  return (value ?? []) as Resource[];
}
