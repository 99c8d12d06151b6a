import type { OpenSearchNodeType } from '../config/schema.ts';

/**
 * Published prices of us-east-1 in US dollars, as of November 2026. Free tiers are not counted. Look up current prices
 * before you rely on a figure.
 */
export const PRICES = {
  /** aws.amazon.com/dynamodb/pricing/on-demand: a million read request units (4 KB, consistent), write request units (1 KB, also in a copy of the table); a GB-month. */
  dynamodbReads: 0.125,
  dynamodbWrites: 0.625,
  dynamodbGb: 0.25,
  dynamodbRecoveryGb: 0.2,
  /** A GB restored to a point in time. */
  dynamodbRestoreGb: 0.15,
  /** aws.amazon.com/lambda/pricing: a million requests; a GB-second on arm64. */
  lambdaRequests: 0.2,
  lambdaGbSecond: 0.0000133334,
  /** aws.amazon.com/api-gateway/pricing: a million requests of an HTTP API. */
  httpApi: 1,
  /** aws.amazon.com/cloudfront/pricing: a million HTTPS requests, and a GB, to North America and Europe. */
  cloudfrontRequests: 1,
  cloudfrontGb: 0.085,
  /** A million calls of CloudFront functions. */
  cloudfrontFunctions: 0.1,
  /** aws.amazon.com/sqs/pricing: a million requests. */
  sqs: 0.4,
  /**
   * aws.amazon.com/cloudwatch/pricing: a GB of log ingested; for a month, a metric that an alarm watches, a dashboard
   * and a custom metric.
   */
  logGb: 0.5,
  alarm: 0.1,
  dashboard: 3,
  metric: 0.3,
  /** aws.amazon.com/xray/pricing: a million traces. */
  traces: 5,
  /** aws.amazon.com/kms/pricing: a customer managed key a month; a million requests. */
  kmsKey: 1,
  kmsRequests: 3,
  /** aws.amazon.com/s3/pricing: a GB-month; a million GET requests. */
  s3Gb: 0.023,
  s3Reads: 0.4,
  /** aws.amazon.com/waf/pricing: a web ACL and a rule a month; a million requests. */
  wafAcl: 5,
  wafRule: 1,
  wafRequests: 0.6,
  /** aws.amazon.com/route53/pricing: a hosted zone a month; a health check of an AWS endpoint, and each of its options, a month. */
  hostedZone: 0.5,
  healthCheck: 0.5,
  healthCheckOption: 1,
  /** aws.amazon.com/opensearch-service/pricing: an hour of a node; a GB-month of a gp3 volume. */
  openSearchNodes: {
    't3.small.search': 0.036,
    't3.medium.search': 0.073,
    'm6g.large.search': 0.128,
    'r6g.large.search': 0.167,
  } satisfies Record<OpenSearchNodeType, number>,
  openSearchGb: 0.122,
} as const;
