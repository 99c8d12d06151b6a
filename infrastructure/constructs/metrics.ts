import { METRIC_NAMESPACE, METRICS, type MetricName } from '../../server/src/composition/deployment.ts';

/** A metric of CloudWatch, and the statistic that is watched or shown. */
export type Metric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: 'Sum' | 'SampleCount' | 'Minimum' | 'Maximum' | 'Average' | 'p50' | 'p99';
};

type Listed = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly stat: Metric['stat'];
};

/**
 * Every metric of AWS that an alarm or the dashboard uses. A name that AWS does not send would be a silent alarm. These pages
 * say which metrics AWS sends, and with which dimensions:
 *
 * - Lambda: docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * - HTTP APIs: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 * - SQS: docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * - DynamoDB: docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * - EventBridge: docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * - CloudFront: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 * - OpenSearch: docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html
 * - Route 53: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export const AWS_METRICS = {
  apiErrors: { namespace: 'AWS/ApiGateway', name: '5xx', dimensions: ['ApiId'], stat: 'Sum' },
  apiBadRequests: { namespace: 'AWS/ApiGateway', name: '4xx', dimensions: ['ApiId'], stat: 'Sum' },
  apiRequests: { namespace: 'AWS/ApiGateway', name: 'Count', dimensions: ['ApiId'], stat: 'Sum' },
  errors: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: ['FunctionName'], stat: 'Sum' },
  aliasErrors: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: ['FunctionName', 'Resource'], stat: 'Sum' },
  throttles: { namespace: 'AWS/Lambda', name: 'Throttles', dimensions: ['FunctionName'], stat: 'Sum' },
  instances: { namespace: 'AWS/Lambda', name: 'ConcurrentExecutions', dimensions: ['FunctionName'], stat: 'Maximum' },
  messages: {
    namespace: 'AWS/SQS',
    name: 'ApproximateNumberOfMessagesVisible',
    dimensions: ['QueueName'],
    stat: 'Maximum',
  },
  messageAge: {
    namespace: 'AWS/SQS',
    name: 'ApproximateAgeOfOldestMessage',
    dimensions: ['QueueName'],
    stat: 'Maximum',
  },
  failedInvocations: { namespace: 'AWS/Events', name: 'FailedInvocations', dimensions: ['RuleName'], stat: 'Sum' },
  tableReadThrottles: { namespace: 'AWS/DynamoDB', name: 'ReadThrottleEvents', dimensions: ['TableName'], stat: 'Sum' },
  tableWriteThrottles: {
    namespace: 'AWS/DynamoDB',
    name: 'WriteThrottleEvents',
    dimensions: ['TableName'],
    stat: 'Sum',
  },
  cloudfrontErrorRate: {
    namespace: 'AWS/CloudFront',
    name: '5xxErrorRate',
    dimensions: ['DistributionId', 'Region'],
    stat: 'Average',
  },
  searchDomainRed: {
    namespace: 'AWS/ES',
    name: 'ClusterStatus.red',
    dimensions: ['DomainName', 'ClientId'],
    stat: 'Maximum',
  },
  searchDomainFreeMb: {
    namespace: 'AWS/ES',
    name: 'FreeStorageSpace',
    dimensions: ['DomainName', 'ClientId'],
    stat: 'Minimum',
  },
  searchDomainMemory: {
    namespace: 'AWS/ES',
    name: 'JVMMemoryPressure',
    dimensions: ['DomainName', 'ClientId'],
    stat: 'Maximum',
  },
  healthCheck: { namespace: 'AWS/Route53', name: 'HealthCheckStatus', dimensions: ['HealthCheckId'], stat: 'Minimum' },
} as const satisfies Record<string, Listed>;

type Named<Names extends readonly string[]> = Readonly<Record<Names[number], string>>;

/** A metric that AWS sends. */
export function awsMetric<Key extends keyof typeof AWS_METRICS>(
  key: Key,
  dimensions: Named<(typeof AWS_METRICS)[Key]['dimensions']>,
): Metric {
  const { namespace, name, stat } = AWS_METRICS[key];
  return { namespace, name, stat, dimensions };
}

/** A metric that the functions of an environment send. */
export function ourMetric(name: MetricName, stat: Metric['stat'], environment: string, route?: string): Metric {
  return {
    namespace: METRIC_NAMESPACE,
    name,
    stat,
    dimensions: { environment, ...(route !== undefined && { route }) },
  };
}

/** Returns an expression that finds one of our metrics for each route. CloudWatch labels what it finds with the route. */
export function eachRoute(name: MetricNameByRoute, stat: Metric['stat'], environment: string): string {
  const schema = `{${METRIC_NAMESPACE},environment,route}`;
  return `SEARCH('${schema} MetricName="${name}" environment="${environment}"', '${stat}')`;
}

type MetricNameByRoute = {
  [Name in MetricName]: (typeof METRICS)[Name] extends { readonly byRoute: true } ? Name : never;
}[MetricName];
