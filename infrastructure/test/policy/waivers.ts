import { isUnprotected, type Waiver } from '../../checkov/waivers.ts';

/** Resources that may break one of our own rules, and why. */
export const WAIVERS: readonly Waiver[] = [
  {
    rule: 'CKV_AWS_115',
    where: /aws_lambda_function/,
    of: isUnprotected,
    reason: 'New accounts may run 10 instances in all, none of which can be reserved.',
  },
  {
    rule: 'CKV_AWS_290',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary-\w+)_policy/,
    reason: 'xray:Put*, which X-Ray does not restrict to resources. It allows sending traces, not reading them.',
  },
  {
    rule: 'CKV_AWS_355',
    where: /aws_iam_(role_)?policy\.(api|import|snapshot|purge|boundary-\w+)_policy/,
    reason: 'xray:Put* and cloudwatch:GetMetricData, which AWS does not restrict to resources.',
  },
  {
    rule: 'CKV_AWS_290',
    where: /aws_iam_role_policy\.deploys-/,
    reason: 'CloudFront checks the creation of a resource that takes no tags against every resource.',
  },
  {
    rule: 'CKV_AWS_355',
    where: /aws_iam_role_policy\.(deploys-|compares-|plans_)/,
    reason: 'AWS does not restrict these creations and lists to resources.',
  },
];
