import type { Resource, StackJson } from './synthesised.ts';

/**
 * The details that a reviewer wants to see of each resource, besides its address. The keys are the types of resources.
 */
const DETAILS: Record<string, (resource: Resource) => unknown[]> = {
  aws_apigatewayv2_authorizer: (a) => [JSON.stringify(a['jwt_configuration'])],
  aws_apigatewayv2_route: (r) => [r['route_key'], r['authorization_type']],
  aws_apigatewayv2_stage: (s) => [JSON.stringify(s['default_route_settings'])],
  aws_cloudfront_distribution: (d) => [
    `behaviours: default ${(d['ordered_cache_behavior'] as Resource[]).map((b) => String(b['path_pattern'])).join(' ')}`,
    `aliases: ${JSON.stringify(d['aliases'] ?? [])}`,
  ],
  aws_cloudwatch_event_rule: (r) => [r['schedule_expression']],
  aws_cloudwatch_log_group: (g) => [g['name'], `${String(g['retention_in_days'])} days`],
  aws_cloudwatch_metric_alarm: (a) => [a['alarm_name']],
  aws_cognito_user_pool_client: (c) => [JSON.stringify(c['allowed_oauth_scopes'])],
  aws_dynamodb_table: (t) => [
    t['name'],
    t['deletion_protection_enabled'] === true ? 'cannot be deleted' : 'can be deleted',
  ],
  aws_iam_role: (r) => [r['name']],
  aws_lambda_alias: (a) => [a['name']],
  aws_lambda_event_source_mapping: (m) => [JSON.stringify(m['function_response_types'])],
  aws_lambda_function: (f) => [
    f['function_name'],
    `${String(f['memory_size'])} MB`,
    `${String(f['timeout'])} s`,
    f['reserved_concurrent_executions'] === undefined
      ? 'shared'
      : `at most ${String(f['reserved_concurrent_executions'])}`,
    Object.keys((f['environment'] as { variables: object }).variables).join(' '),
  ],
  aws_s3_bucket: (b) => [
    b['bucket'],
    b['force_destroy'] === true ? 'destroyed with its files' : 'destroyed only when empty',
  ],
  aws_sqs_queue: (q) => [q['name']],
  aws_ssm_parameter: (p) => [p['name'], p['type'], `value ${String(p['value_wo'])}`],
};

/** Returns an inventory of a stack with one line for each resource. It is reviewed instead of the stack's JSON. */
export function summaryOf({ resource, variable, output, terraform }: StackJson): string {
  const resources = Object.entries(resource).flatMap(([type, all]) =>
    Object.entries(all).map(([name, one]) => {
      const path = (one['//'] as { metadata: { path: string } }).metadata.path.split('/').slice(1).join('/');
      return [type, path || name, ...(DETAILS[type]?.(one) ?? [])].join(' | ');
    }),
  );
  return [
    `state      ${JSON.stringify(terraform.backend)}`,
    `variables  ${Object.keys(variable ?? {})
      .sort()
      .join(' ')}`,
    `outputs    ${Object.keys(output ?? {})
      .sort()
      .join(' ')}`,
    '',
    ...resources.sort(),
    '',
  ].join('\n');
}
