import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import type { Construct } from 'constructs';
import type { NodeLambda } from '../constructs/node-lambda.ts';
import { Schedule } from '../constructs/schedule.ts';

/**
 * Lets a schedule ask the import function to export all films.
 *
 * @returns the name of the rule in AWS
 */
export function exportRegularly(scope: Construct, name: string, everyDays: number, importer: NodeLambda): string {
  const { rule } = new Schedule(scope, 'export', {
    name,
    description: 'Asks the import function to export all films to the bucket of the snapshots',
    // EventBridge requires the singular after 1: `rate(1 day)`.
    every: everyDays === 1 ? 'rate(1 day)' : `rate(${String(everyDays)} days)`,
    targetArn: importer.alias.arn,
    message: { export: true },
  });
  new LambdaPermission(scope, 'export-permission', {
    functionName: importer.function.functionName,
    qualifier: importer.alias.name,
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: rule.arn,
  });
  return rule.name;
}
