import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { Construct } from 'constructs';

export type ScheduleProps = {
  readonly name: string;
  readonly description: string;
  /** A schedule expression of EventBridge, such as `rate(1 minute)`. */
  readonly every: string;
  /** ARN of a function or a queue. */
  readonly targetArn: string;
  /** What the target receives. Absent: EventBridge's own event. */
  readonly message?: object;
};

/** Calls a function, or sends a message to a queue, at regular intervals. */
export class Schedule extends Construct {
  readonly rule: CloudwatchEventRule;

  constructor(scope: Construct, id: string, { name, description, every, targetArn, message }: ScheduleProps) {
    super(scope, id);
    this.rule = new CloudwatchEventRule(this, 'rule', { name, description, scheduleExpression: every });
    new CloudwatchEventTarget(this, 'target', {
      rule: this.rule.name,
      arn: targetArn,
      ...(message && { input: JSON.stringify(message) }),
    });
  }
}
