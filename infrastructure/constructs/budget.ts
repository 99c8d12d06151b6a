import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget/index.js';
import { Construct } from 'constructs';

export type BudgetProps = {
  readonly name: string;
  readonly dollarsAMonth: number;
  readonly topicArn: string;
};

/**
 * A budget for everything in the account. A budget for one environment would have to count by tag, and AWS counts by a tag
 * only after somebody has activated it for billing. Until then such a budget would stay at zero, and never warn.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { name, dollarsAMonth, topicArn }: BudgetProps) {
    super(scope, id);
    const warning = { comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' };
    new BudgetsBudget(this, 'budget', {
      name,
      ...{ budgetType: 'COST', timeUnit: 'MONTHLY', limitUnit: 'USD', limitAmount: dollarsAMonth.toFixed(1) },
      notification: [
        { ...warning, notificationType: 'ACTUAL', threshold: 80, subscriberSnsTopicArns: [topicArn] },
        { ...warning, notificationType: 'FORECASTED', threshold: 100, subscriberSnsTopicArns: [topicArn] },
      ],
    });
  }
}
