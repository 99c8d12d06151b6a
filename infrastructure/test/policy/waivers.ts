import type { Environment } from '../../config/schema.ts';

/** Resources that may break a rule, and why. The tests fail if a waiver covers no resource that breaks the rule. */
export type Waiver = {
  readonly rule: string;
  /** The address of the resource: `marquee-<stack>/<type>.<name>`. */
  readonly where: RegExp;
  /** The environments that the waiver applies to. Absent: it applies to every stack, including the account's stack. */
  readonly of?: (environment: Environment) => boolean;
  readonly reason: string;
};

/** Whether a waiver covers a resource that breaks a rule. */
export function covers(
  { rule, where, of }: Waiver,
  id: string,
  address: string,
  environments: readonly Environment[],
): boolean {
  if (rule !== id || !where.test(address)) return false;
  return of === undefined || environments.some((one) => address.startsWith(`marquee-${one.name}-`) && of(one));
}

const hasNoIssuer = ({ writers }: Environment) => writers.kind === 'nobody';
const isUnprotected = ({ isProtected }: Environment) => !isProtected;

const KEY_COSTS = 'A customer managed key costs $1 a month even while idle; AWS encrypts under its own key.';

export const WAIVERS: readonly Waiver[] = [
  {
    rule: 'CKV_AWS_28',
    where: /aws_dynamodb_table\.cache/,
    reason: 'The cache has nothing that the movie provider does not have.',
  },
  { rule: 'CKV_AWS_119', where: /aws_dynamodb_table/, reason: KEY_COSTS },
  {
    rule: 'CKV_AWS_145',
    where: /aws_s3_bucket/,
    reason: `${KEY_COSTS} CloudFront cannot read what is encrypted under an AWS managed KMS key.`,
  },
  { rule: 'CKV_AWS_158', where: /aws_cloudwatch_log_group/, reason: KEY_COSTS },
  { rule: 'CKV_AWS_337', where: /aws_ssm_parameter/, reason: KEY_COSTS },
  {
    rule: 'CKV_AWS_174',
    where: /aws_cloudfront_distribution/,
    of: ({ domain }) => domain === undefined,
    reason:
      'CloudFront’s own certificate allows no choice of TLS version; with your own domain the version is TLS 1.2.',
  },
  {
    rule: 'CKV_AWS_259',
    where: /aws_cloudfront_response_headers_policy/,
    reason: 'The owner of the domain decides about its subdomains and about joining the preload list.',
  },
  {
    rule: 'CKV_AWS_115',
    where: /aws_lambda_function/,
    of: isUnprotected,
    reason: 'New accounts may run 10 instances in all, none of which can be reserved.',
  },
  {
    rule: 'CKV_AWS_116',
    where: /aws_lambda_function\.api_/,
    reason: 'Its callers wait for the answer, so they see a failure.',
  },
  {
    rule: 'CKV_AWS_116',
    where: /aws_lambda_function\.purge_/,
    reason: 'Its messages come from a queue, which has a dead-letter queue of its own.',
  },
  {
    rule: 'CKV_AWS_309',
    where: /aws_apigatewayv2_route\.http-api_(get-|anything-else)/,
    reason: 'Reads are public; the function answers 404 or 405 to anything that is not a route.',
  },
  {
    rule: 'CKV_AWS_309',
    where: /aws_apigatewayv2_route\.http-api_(post|put|patch|delete)-/,
    of: hasNoIssuer,
    reason: 'Without an issuer there is no authorizer, and the function refuses every write.',
  },
  {
    rule: 'CKV_AWS_338',
    where: /aws_cloudwatch_log_group/,
    of: isUnprotected,
    reason: 'Nobody needs year-old logs of an environment whose data may be deleted.',
  },
  {
    rule: 'CKV_AWS_290',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary)_policy/,
    reason: 'xray:Put*, which X-Ray does not restrict to resources. It allows sending traces, not reading them.',
  },
  {
    rule: 'CKV_AWS_355',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary)_policy/,
    reason: 'xray:Put*, which X-Ray does not restrict to resources.',
  },
  {
    rule: 'CKV_AWS_290',
    where: /aws_iam_role_policy\.deploys-/,
    reason: 'CloudFront checks the creation of a resource that takes no tags against every resource.',
  },
  {
    rule: 'CKV_AWS_355',
    where: /aws_iam_role_policy\.deploys-/,
    reason: 'AWS does not restrict these creations and lists to resources.',
  },
];
