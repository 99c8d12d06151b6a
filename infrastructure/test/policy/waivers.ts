/** Resources that need not keep a rule, by their address `<stack>/<type>.<name>`, and why. One that excuses nothing fails. */
export type Waiver = { readonly rule: string; readonly where: RegExp; readonly reason: string };

const KEY_COSTS = 'A key of one’s own costs $1 a month while nobody uses the product; AWS encrypts under its own.';

export const WAIVERS: readonly Waiver[] = [
  { rule: 'CKV_AWS_119', where: /aws_dynamodb_table/, reason: KEY_COSTS },
  {
    rule: 'CKV_AWS_145',
    where: /aws_s3_bucket/,
    reason: `${KEY_COSTS} CloudFront cannot read under AWS’s key of KMS.`,
  },
  { rule: 'CKV_AWS_158', where: /aws_cloudwatch_log_group/, reason: KEY_COSTS },
  { rule: 'CKV_AWS_337', where: /aws_ssm_parameter/, reason: KEY_COSTS },
  {
    rule: 'CKV_AWS_174',
    where: /(dev|staging|prod)-client.aws_cloudfront_distribution/,
    reason: 'CloudFront’s own certificate allows no choice; with a domain of one’s own it is TLS 1.2.',
  },
  {
    rule: 'CKV_AWS_259',
    where: /aws_cloudfront_response_headers_policy/,
    reason: 'Subdomains are not ours to speak for, and the preload list is for the owner of the domain to join.',
  },
  {
    rule: 'CKV_AWS_115',
    where: /dev-server.aws_lambda_function/,
    reason: 'New accounts have 10 instances in all, of which none can be kept aside.',
  },
  {
    rule: 'CKV_AWS_116',
    where: /aws_lambda_function\.api_/,
    reason: 'Its callers wait for the answer, and hear of a failure.',
  },
  {
    rule: 'CKV_AWS_116',
    where: /aws_lambda_function\.purge_/,
    reason: 'Its messages come from a queue, which has a dead-letter queue of its own.',
  },
  {
    rule: 'CKV_AWS_309',
    where: /aws_apigatewayv2_route\.http-api_(get-|anything-else)/,
    reason: 'Reads are public; what is no route is answered 404 or 405 by the function.',
  },
  {
    rule: 'CKV_AWS_309',
    where: /(dev|staging|prod)-server.aws_apigatewayv2_route\.http-api_(post|put|patch|delete)-/,
    reason: 'Without an issuer there is no authorizer, and the function refuses every write.',
  },
  {
    rule: 'CKV_AWS_338',
    where: /(dev|staging)-server.aws_cloudwatch_log_group/,
    reason: 'Nobody asks after a year what happened in an environment for trying things out.',
  },
  {
    rule: 'CKV_AWS_290',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary)_policy/,
    reason: 'xray:Put*, on which X-Ray knows no resources; whoever has it can send traces, and read none.',
  },
  {
    rule: 'CKV_AWS_355',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary)_policy/,
    reason: 'xray:Put*, on which X-Ray knows no resources.',
  },
];
