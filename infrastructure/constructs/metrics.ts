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
  /** The page of AWS that says that AWS sends this metric with these dimensions. */
  readonly page: string;
};

const SQS =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const HTTP_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html';

/** Every metric of AWS that an alarm or the dashboard uses. A name that AWS does not send would be a silent alarm. */
export const AWS_METRICS = {
  apiErrors: { namespace: 'AWS/ApiGateway', name: '5xx', dimensions: ['ApiId'], stat: 'Sum', page: HTTP_API },
  apiBadRequests: { namespace: 'AWS/ApiGateway', name: '4xx', dimensions: ['ApiId'], stat: 'Sum', page: HTTP_API },
  apiRequests: { namespace: 'AWS/ApiGateway', name: 'Count', dimensions: ['ApiId'], stat: 'Sum', page: HTTP_API },
  errors: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: ['FunctionName'], stat: 'Sum', page: LAMBDA },
  aliasErrors: {
    ...{ namespace: 'AWS/Lambda', name: 'Errors', dimensions: ['FunctionName', 'Resource'], stat: 'Sum' },
    page: LAMBDA,
  },
  throttles: { namespace: 'AWS/Lambda', name: 'Throttles', dimensions: ['FunctionName'], stat: 'Sum', page: LAMBDA },
  instances: {
    ...{ namespace: 'AWS/Lambda', name: 'ConcurrentExecutions', dimensions: ['FunctionName'] },
    ...{ stat: 'Maximum', page: LAMBDA },
  },
  messages: {
    ...{ namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', dimensions: ['QueueName'] },
    ...{ stat: 'Maximum', page: SQS },
  },
  messageAge: {
    ...{ namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: ['QueueName'] },
    ...{ stat: 'Maximum', page: SQS },
  },
  failedInvocations: {
    ...{ namespace: 'AWS/Events', name: 'FailedInvocations', dimensions: ['RuleName'], stat: 'Sum' },
    page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html',
  },
  tableReadThrottles: {
    ...{ namespace: 'AWS/DynamoDB', name: 'ReadThrottleEvents', dimensions: ['TableName'], stat: 'Sum' },
    page: DYNAMODB,
  },
  tableWriteThrottles: {
    ...{ namespace: 'AWS/DynamoDB', name: 'WriteThrottleEvents', dimensions: ['TableName'], stat: 'Sum' },
    page: DYNAMODB,
  },
  cloudfrontErrorRate: {
    ...{ namespace: 'AWS/CloudFront', name: '5xxErrorRate', dimensions: ['DistributionId', 'Region'] },
    stat: 'Average',
    page: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html',
  },
  healthCheck: {
    ...{ namespace: 'AWS/Route53', name: 'HealthCheckStatus', dimensions: ['HealthCheckId'], stat: 'Minimum' },
    page: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html',
  },
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
