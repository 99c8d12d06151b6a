import type { Environment } from '../config/schema.ts';

/** Resources that may break a rule, and why. A waiver that covers no resource that breaks the rule is a fault. */
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
/** An unprotected environment has no data that somebody would miss. */
export const isUnprotected = ({ isProtected }: Environment) => !isProtected;
const hasNoDomain = ({ domain }: Environment) => domain === undefined;
const hasNoFirewall = ({ hasFirewall }: Environment) => !hasFirewall;

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
    rule: 'CKV_AWS_18',
    where: /aws_s3_bucket/,
    reason: 'Only our functions, CloudFront and the deploy roles read the buckets, and they have logs of their own.',
  },
  {
    rule: 'CKV_AWS_68',
    where: /aws_cloudfront_distribution/,
    of: hasNoFirewall,
    reason: 'A firewall costs $7 a month; an environment may have one (hasFirewall).',
  },
  {
    rule: 'CKV2_AWS_47',
    where: /aws_cloudfront_distribution/,
    reason:
      'Nothing here runs Java. Where there is a firewall, its AWSManagedRulesKnownBadInputsRuleSet blocks Log4j attacks; checkov does not see it through the ARN.',
  },
  {
    rule: 'CKV2_AWS_31',
    where: /aws_wafv2_web_acl/,
    reason: 'The log would have the address and the query of each request, which show who searches for what.',
  },
  {
    rule: 'CKV_AWS_86',
    where: /aws_cloudfront_distribution/,
    reason:
      'The access log goes through a delivery of CloudWatch, which checkov does not know; a test of the stacks checks it. The old kind always logs the address and the query.',
  },
  {
    rule: 'CKV_AWS_174',
    where: /aws_cloudfront_distribution/,
    of: hasNoDomain,
    reason:
      'CloudFront’s own certificate allows no choice of TLS version; with your own domain the version is TLS 1.2.',
  },
  {
    rule: 'CKV2_AWS_42',
    where: /aws_cloudfront_distribution/,
    of: hasNoDomain,
    reason: 'A certificate of your own needs your own domain.',
  },
  {
    rule: 'CKV_AWS_259',
    where: /aws_cloudfront_response_headers_policy/,
    reason: 'The owner of the domain decides about its subdomains and about joining the preload list.',
  },
  {
    rule: 'CKV_AWS_310',
    where: /aws_cloudfront_distribution/,
    reason: 'A second origin would be a second region, and S3 and API Gateway span the zones of one region.',
  },
  { rule: 'CKV_AWS_374', where: /aws_cloudfront_distribution/, reason: 'The page is for everybody, in every country.' },
  {
    rule: 'CKV_AWS_144',
    where: /aws_s3_bucket/,
    reason: 'What is in the buckets is built or imported again from elsewhere; the state is versioned.',
  },
  {
    rule: 'CKV2_AWS_62',
    where: /aws_s3_bucket\.(state|page|snapshots)$/,
    reason: 'Only the import bucket has somebody to notify.',
  },
  {
    rule: 'CKV_AWS_137',
    where: /aws_opensearch_domain/,
    reason:
      'The functions are in no private network, see CKV_AWS_117. The domain answers only requests that are signed by a role that its policy names.',
  },
  { rule: 'CKV_AWS_247', where: /aws_opensearch_domain/, reason: KEY_COSTS },
  {
    rule: 'CKV_AWS_248',
    where: /aws_opensearch_domain/,
    reason: 'A domain has a security group only in a private network, see CKV_AWS_137.',
  },
  {
    rule: 'CKV_AWS_317',
    where: /aws_opensearch_domain/,
    reason: 'The audit log belongs to fine-grained access control, see CKV2_AWS_52.',
  },
  {
    rule: 'CKV2_AWS_52',
    where: /aws_opensearch_domain/,
    reason:
      'The policy of the domain restricts each role to the methods and paths that it needs. Users of the domain itself would be a second list of permissions.',
  },
  {
    rule: 'CKV_AWS_318',
    where: /aws_opensearch_domain/,
    reason: 'The nodes are few, and in three zones they have a majority without managers of their own.',
  },
  {
    rule: 'CKV2_AWS_59',
    where: /aws_opensearch_domain/,
    reason: 'The nodes are few, and in three zones they have a majority without managers of their own.',
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
    rule: 'CKV_AWS_117',
    where: /aws_lambda_function/,
    reason: 'The functions call only public endpoints, and a NAT gateway costs $33 a month.',
  },
  {
    rule: 'CKV_AWS_272',
    where: /aws_lambda_function/,
    reason: 'Only the deploy role may change code, and it would also sign it.',
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
];
