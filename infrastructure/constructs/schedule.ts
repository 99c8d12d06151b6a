import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { Construct } from 'constructs';

export type ScheduleProps = {
  readonly name: string;
  readonly description: string;
  /** As EventBridge writes it: `rate(1 minute)`. */
  readonly every: string;
  /** Of a function or a queue. */
  readonly targetArn: string;
  /** What it gets; absent: an event of EventBridge. */
  readonly message?: object;
};

/** Calls a function, or sends a message, every so often. */
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
