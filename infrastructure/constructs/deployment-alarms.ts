import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias/index.js';
import { Construct } from 'constructs';
import { awsMetric, type Metric } from './metrics.ts';

export type DeploymentAlarmsProps = {
  readonly names: { readonly answers: string; readonly errors: string };
  readonly api: LambdaAlias;
  readonly apiId: string;
};

/** A few 5xx answers a minute also come from movie searches while TMDB is down. */
const FEW_ANSWERS = 5;

/**
 * The alarms that `npm run deploy -w server` watches while a share of the requests goes to the new version. Their period
 * is a minute, because the other alarms of the API take ten minutes, and the share is shifted for five. They notify
 * nobody: the script that deploys says what has happened.
 */
export class DeploymentAlarms extends Construct {
  constructor(scope: Construct, id: string, { names, api, apiId }: DeploymentAlarmsProps) {
    super(scope, id);
    const alarm = (
      name: string,
      what: string,
      { namespace, name: metricName, dimensions, stat }: Metric,
      above = 0,
    ) => ({
      alarmName: name,
      alarmDescription: `${what} A deployment takes itself back. What to do: docs/operations.md#go-back-to-an-earlier-version`,
      ...{ namespace, metricName, dimensions, statistic: stat, threshold: above },
      comparisonOperator: 'GreaterThanThreshold',
      period: 60,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
    });
    const answers = `More than ${String(FEW_ANSWERS)} answers of the API in a minute were 5xx.`;
    const ofApi = awsMetric('apiErrors', { ApiId: apiId });
    new CloudwatchMetricAlarm(this, 'answers', alarm(names.answers, answers, ofApi, FEW_ANSWERS));
    const errors = 'The API’s function threw an error, or ran out of time or memory.';
    const Resource = `${api.functionName}:${api.name}`;
    const ofAlias = awsMetric('aliasErrors', { FunctionName: api.functionName, Resource });
    new CloudwatchMetricAlarm(this, 'errors', alarm(names.errors, errors, ofAlias));
  }
}
