import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { Construct } from 'constructs';
import type { Bundle } from '../bundles/pack-bundles.ts';
import { assumedByService, identityPolicy, type Statement } from './policy.ts';

export type NodeLambdaProps = {
  /** With the environment in it. */
  readonly name: string;
  readonly description: string;
  readonly bundle: Bundle;
  readonly memoryMb: number;
  /** At most 900. */
  readonly timeoutSec: number;
  readonly reservedConcurrency?: number | undefined;
  readonly logRetentionDays: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly grants: readonly Statement[];
  /** The most that its role may ever be granted: a policy's ARN. */
  readonly boundaryArn: string;
  /** For functions that nobody waits for: how an event fares that fails. */
  readonly whenEventsFail?: EventFailure;
};

export type EventFailure = {
  /** Gets the event when Lambda gives up. */
  readonly queueArn: string;
  /** After the first try. */
  readonly retries: number;
  /** Events that have waited longer are given up; at least 60. */
  readonly maxAgeSec: number;
};

/** A function of Node.js with a role of its own, structured logs that end some day, and traces. */
export class NodeLambda extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: NodeLambdaProps) {
    super(scope, id);
    const { name, whenEventsFail, reservedConcurrency } = props;
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name,
      assumeRolePolicy: assumedByService('lambda.amazonaws.com'),
      permissionsBoundary: props.boundaryArn,
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'what-it-calls',
      role: role.id,
      policy: identityPolicy(props.grants),
    });
    this.function = new LambdaFunction(this, 'function', {
      functionName: name,
      description: props.description,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: props.bundle.file,
      sourceCodeHash: props.bundle.sha256,
      memorySize: props.memoryMb,
      timeout: props.timeoutSec,
      environment: { variables: { ...props.settings } },
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
      tracingConfig: { mode: 'Active' },
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(whenEventsFail && { deadLetterConfig: { targetArn: whenEventsFail.queueArn } }),
      // Lambda tries the role out when it makes the function.
      dependsOn: [policy],
    });
    if (whenEventsFail) {
      new LambdaFunctionEventInvokeConfig(this, 'events', {
        functionName: this.function.functionName,
        maximumRetryAttempts: whenEventsFail.retries,
        maximumEventAgeInSeconds: whenEventsFail.maxAgeSec,
      });
    }
  }
}
