import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { Construct } from 'constructs';
import { resourcePolicy } from './policy.ts';

type Watch = {
  readonly id: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Record<string, string>;
  readonly statistic?: 'Sum' | 'Maximum';
  /** The alarm is raised when the value of a period is greater than this. Default: 0. */
  readonly above?: number;
  /** The number of consecutive periods of five minutes that must exceed `above`. Default: 1. */
  readonly periods?: number;
};

export type AlarmsProps = {
  readonly name: string;
  readonly accountId: string;
  readonly email?: string | undefined;
  /** The names of the functions in AWS. The keys are their names in this project. */
  readonly functions: Readonly<Record<string, string>>;
  /**
   * Name of the function that people wait for. There is no alarm when the other functions are throttled, because that
   * is intended: files, rebuilds and purges wait for each other. Events that waited too long arrive in `deadLetters`.
   */
  readonly answering: string;
  /**
   * The names of the dead-letter queues in AWS. The keys are their names in this project. Somebody has to look at every
   * message there.
   */
  readonly deadLetters: Readonly<Record<string, string>>;
  readonly apiId: string;
};

/** Alarms that go to one encrypted SNS topic, to which people or their paging service subscribe. */
export class Alarms extends Construct {
  readonly topic: SnsTopic;
  readonly #name: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { name, email, functions, answering, deadLetters, apiId } = props;
    this.#name = name;
    this.topic = new SnsTopic(this, 'topic', {
      name: `${name}-alarms`,
      kmsMasterKeyId: this.#key(props).arn,
    });
    if (email !== undefined) {
      new SnsTopicSubscription(this, 'email', { topicArn: this.topic.arn, protocol: 'email', endpoint: email });
    }
    this.#watch({
      id: 'api-5xx',
      description: 'The API fails: more than five 5xx responses in five minutes, twice in a row.',
      ...{ namespace: 'AWS/ApiGateway', metric: '5xx', dimensions: { ApiId: apiId }, above: 5, periods: 2 },
    });
    this.#watch({
      id: 'api-throttles',
      description: 'The function is called more often than its concurrency allows.',
      ...{ namespace: 'AWS/Lambda', metric: 'Throttles', dimensions: { FunctionName: answering } },
    });
    for (const [id, functionName] of Object.entries(functions)) {
      this.#watch({
        id: `${id}-errors`,
        description: 'The function throws an error, or runs out of time or memory.',
        ...{ namespace: 'AWS/Lambda', metric: 'Errors', dimensions: { FunctionName: functionName } },
      });
    }
    for (const [id, queue] of Object.entries(deadLetters)) {
      this.#watch({
        id,
        description: 'An event still failed after all retries. Look at the messages in the queue.',
        ...{ namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName: queue } },
        statistic: 'Maximum',
      });
    }
  }

  /** CloudWatch may not use SNS's own key, so a topic under that key would receive no alarm. */
  #key({ name, accountId }: AlarmsProps): KmsKey {
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': accountId } };
    return new KmsKey(this, 'key', {
      description: `${name}: alarms`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: resourcePolicy([
        { principals: { AWS: `arn:aws:iam::${accountId}:root` }, actions: ['kms:*'], resources: ['*'] },
        {
          principals: { Service: 'cloudwatch.amazonaws.com' },
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
          conditions: ofThisAccount,
        },
      ]),
    });
  }

  #watch({ id, description, namespace, metric, dimensions, statistic = 'Sum', above = 0, periods = 1 }: Watch): void {
    const alarm: CloudwatchMetricAlarmConfig = {
      alarmName: `${this.#name}-${id}`,
      alarmDescription: description,
      namespace,
      metricName: metric,
      dimensions,
      statistic,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: above,
      period: 300,
      evaluationPeriods: periods,
      treatMissingData: 'notBreaching',
      alarmActions: [this.topic.arn],
      okActions: [this.topic.arn],
    };
    new CloudwatchMetricAlarm(this, id, alarm);
  }
}
