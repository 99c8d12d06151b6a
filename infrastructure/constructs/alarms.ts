import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { Construct } from 'constructs';
import type { Metric } from './metrics.ts';
import { resourcePolicy } from './policy.ts';

/** What an alarm watches, and when it is raised. */
export type Watch = {
  readonly id: string;
  readonly description: string;
  /** The section of docs/operations.md that says what to do: the anchor of its heading. */
  readonly section: string;
  /**
   * A metric, or a CloudWatch expression over several metrics. The keys of `of` are the names that the expression uses.
   */
  readonly watches: Metric | { readonly expression: string; readonly of: Readonly<Record<string, Metric>> };
  /** The alarm is raised when the value of a period is greater than this. Default: 0. */
  readonly above?: number;
  /** If given, `above` is ignored, and the alarm is raised when the value of a period is less than this. */
  readonly below?: number;
  /** The number of consecutive periods with such a value. Default: 1. */
  readonly periods?: number;
  /** Default: five minutes. */
  readonly periodSec?: number;
  /** What a period without a value means. Default: nothing has happened, so the alarm is not raised. */
  readonly missing?: 'breaching';
};

export type AlarmsProps = {
  readonly name: string;
  readonly accountId: string;
  readonly watches: readonly Watch[];
  /** The topic to which the alarms go, in the region of the alarms. Absent: a new one, `<name>-alarms`. */
  readonly topicArn?: string | undefined;
  /** The address that is subscribed to a new topic. */
  readonly email?: string | undefined;
  /** Where the alarms are. Absent: in the region of the stack. */
  readonly provider?: AwsProvider | undefined;
};

const RUNBOOK = 'docs/operations.md';

/** Alarms that go to one encrypted SNS topic, to which people or their paging service subscribe. */
export class Alarms extends Construct {
  readonly topicArn: string;
  /** ARNs of the alarms. */
  readonly arns: readonly string[];
  readonly #place: { readonly provider?: AwsProvider };

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#place = props.provider === undefined ? {} : { provider: props.provider };
    this.topicArn = props.topicArn ?? this.#topic(props);
    this.arns = props.watches.map((watch) => this.#alarm(props.name, watch).arn);
  }

  #topic({ name, accountId, email }: AlarmsProps): string {
    const topic = new SnsTopic(this, 'topic', {
      name: `${name}-alarms`,
      kmsMasterKeyId: this.#key(name, accountId).arn,
      ...this.#place,
    });
    new SnsTopicPolicy(this, 'senders', {
      arn: topic.arn,
      // The environments of an account do not raise each other's alarms.
      policy: resourcePolicy(
        senders(['sns:Publish'], topic.arn, accountId, `arn:aws:cloudwatch:*:${accountId}:alarm:${name}-*`),
      ),
      ...this.#place,
    });
    if (email !== undefined) {
      const subscription = { topicArn: topic.arn, protocol: 'email', endpoint: email };
      new SnsTopicSubscription(this, 'email', { ...subscription, ...this.#place });
    }
    return topic.arn;
  }

  /** The senders may not use SNS's own key, so a topic under that key would receive no alarm. */
  #key(name: string, accountId: string): KmsKey {
    return new KmsKey(this, 'key', {
      description: `${name}: alarms`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: resourcePolicy([
        { principals: { AWS: `arn:aws:iam::${accountId}:root` }, actions: ['kms:*'], resources: ['*'] },
        ...senders(['kms:Decrypt', 'kms:GenerateDataKey*'], '*', accountId),
      ]),
      ...this.#place,
    });
  }

  #alarm(name: string, watch: Watch): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, watch.id, {
      ...alarmOf(`${name}-${watch.id}`, watch),
      alarmActions: [this.topicArn],
      okActions: [this.topicArn],
      ...this.#place,
    });
  }
}

/** Returns the settings of an alarm, except where it goes. */
export function alarmOf(alarmName: string, watch: Omit<Watch, 'id'>) {
  const { description, section, watches, above = 0, below, periods = 1, periodSec = 300, missing } = watch;
  return {
    alarmName,
    alarmDescription: `${description} What to do: ${RUNBOOK}#${section}`,
    ...('expression' in watches ? queried(watches, periodSec) : measured(watches, periodSec)),
    comparisonOperator: below === undefined ? 'GreaterThanThreshold' : 'LessThanThreshold',
    threshold: below ?? above,
    evaluationPeriods: periods,
    treatMissingData: missing ?? 'notBreaching',
  };
}

function measured({ namespace, name, dimensions, stat }: Metric, period: number) {
  const metric = { namespace, metricName: name, dimensions, period };
  if (!stat.startsWith('p')) return { ...metric, statistic: stat };
  // If there are only a few requests, the slowest one says nothing about the p99.
  return { ...metric, extendedStatistic: stat, evaluateLowSampleCountPercentiles: 'ignore' };
}

function queried({ expression, of }: Exclude<Watch['watches'], Metric>, period: number) {
  const metrics = Object.entries(of).map(([id, { namespace, name, dimensions, stat }]) => ({
    id,
    metric: { namespace, metricName: name, dimensions, stat, period },
  }));
  return { metricQuery: [{ id: 'value', expression, label: 'value', returnData: true }, ...metrics] };
}

/**
 * Lets the services that send alarms do something.
 *
 * @param alarms pattern of the ARNs of the alarms. Absent: every alarm of the account
 */
function senders(actions: readonly string[], resource: string, accountId: string, alarms?: string) {
  const account = { StringEquals: { 'aws:SourceAccount': accountId } };
  const statement = { actions, resources: [resource], conditions: account };
  return [
    {
      ...{ ...statement, principals: { Service: 'cloudwatch.amazonaws.com' } },
      conditions: { ...account, ...(alarms !== undefined && { ArnLike: { 'aws:SourceArn': alarms } }) },
    },
    // AWS does not document which ARN a budget names as its source.
    { ...statement, principals: { Service: 'budgets.amazonaws.com' } },
  ];
}
