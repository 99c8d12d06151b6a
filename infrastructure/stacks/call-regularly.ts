import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../config/schema.ts';
import type { NodeLambda } from '../constructs/node-lambda.ts';
import type { Queue } from '../constructs/queue.ts';
import { Schedule } from '../constructs/schedule.ts';
import { exportRegularly } from './export-regularly.ts';

/**
 * The schedules of an environment: rebuilds of the snapshot, sweeps of the movies cache, and exports.
 *
 * @returns the names of the rules in AWS
 */
export function callRegularly(
  scope: Construct,
  { name, exports }: { readonly name: string; readonly exports: Environment['exports'] },
  { snapshot, import: importer }: Readonly<Record<'snapshot' | 'import', NodeLambda>>,
  purges: Queue,
): Readonly<Record<string, string>> {
  const minutely = new Schedule(scope, 'rebuild', {
    name: `${name}-rebuild`,
    description: 'Calls the snapshot function, which rebuilds the search snapshot when that is due',
    every: 'rate(1 minute)',
    targetArn: snapshot.alias.arn,
  });
  new LambdaPermission(scope, 'rebuild-permission', {
    functionName: snapshot.function.functionName,
    qualifier: snapshot.alias.name,
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: minutely.rule.arn,
  });
  const hourly = new Schedule(scope, 'sweep', {
    name: `${name}-sweep`,
    description: 'Asks the purge function to sweep expired entries out of the movies cache',
    every: 'rate(1 hour)',
    targetArn: purges.queue.arn,
    message: { scope: { kind: 'sweep' } },
  });
  purges.letSend('events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': hourly.rule.arn } });
  return {
    ...{ rebuild: minutely.rule.name, sweep: hourly.rule.name },
    ...(exports && { export: exportRegularly(scope, `${name}-export`, exports.everyDays, importer) }),
  };
}
