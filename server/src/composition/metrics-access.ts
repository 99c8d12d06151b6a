import type { AwsAccess } from '../adapters/driven/aws/signed-request.ts';
import type { LambdaConfig } from './config.ts';

/**
 * The access with which the metrics are read from CloudWatch. `undefined` if this product writes none, because each
 * request for them would cost money: without an environment, and in a bundle on a developer's machine, which has a
 * DynamoDB of its own.
 */
export function metricsAccess(
  { access, cloudWatchEndpoint, dynamodbEndpoint }: LambdaConfig,
  environment: string | undefined,
): AwsAccess | undefined {
  const isInAws = cloudWatchEndpoint !== undefined || dynamodbEndpoint === undefined;
  return environment !== undefined && isInAws ? access : undefined;
}
