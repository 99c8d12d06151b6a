import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias/index.js';
import { Construct } from 'constructs';
import { alarmOf } from './alarms.ts';
import { awsMetric, type Metric } from './metrics.ts';

export type DeploymentAlarmsProps = {
  readonly names: { readonly answers: string; readonly errors: string };
  readonly api: LambdaAlias;
  readonly apiId: string;
};

/** A few 5xx answers a minute also come from movie searches while the provider is down. */
const FEW_ANSWERS = 5;

/**
 * The alarms that `npm run deploy -w server` watches while a share of the requests goes to the new version. Their period
 * is a minute, because the other alarms of the API take ten minutes, and the share is shifted for five. They notify
 * nobody: the script that deploys says what has happened.
 */
export class DeploymentAlarms extends Construct {
  constructor(scope: Construct, id: string, { names, api, apiId }: DeploymentAlarmsProps) {
    super(scope, id);
    const alarm = (what: string, watches: Metric, above = 0) => ({
      description: `${what} A deployment takes itself back.`,
      ...{ section: 'go-back-to-an-earlier-version', watches, above, periodSec: 60 },
    });
    const answers = `More than ${String(FEW_ANSWERS)} answers of the API in a minute were 5xx.`;
    const ofApi = awsMetric('apiErrors', { ApiId: apiId });
    new CloudwatchMetricAlarm(this, 'answers', alarmOf(names.answers, alarm(answers, ofApi, FEW_ANSWERS)));
    const errors = 'The API’s function threw an error, or ran out of time or memory.';
    const Resource = `${api.functionName}:${api.name}`;
    const ofAlias = awsMetric('aliasErrors', { FunctionName: api.functionName, Resource });
    new CloudwatchMetricAlarm(this, 'errors', alarmOf(names.errors, alarm(errors, ofAlias)));
  }
}
