import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { Construct } from 'constructs';
import { assumedByService, identityPolicy, type Statement } from './policy.ts';

export type NodeLambdaProps = {
  /** Contains the environment's name. */
  readonly name: string;
  readonly description: string;
  /** Name of the alias. */
  readonly alias: string;
  /** The path of the ZIP file with the code, relative to Terraform's working folder. */
  readonly bundle: string;
  readonly memoryMb: number;
  /** The timeout, at most 900. */
  readonly timeoutSec: number;
  readonly reservedConcurrency?: number | undefined;
  readonly logRetentionDays: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly grants: readonly Statement[];
  /** ARN of the permissions boundary of the function's role. */
  readonly boundaryArn: string;
  /** For functions called asynchronously: what happens to an event that fails. */
  readonly whenEventsFail?: EventFailure;
};

export type EventFailure = {
  /** Queue that receives the event when Lambda gives up. */
  readonly queueArn: string;
  /** Retries after the first attempt. */
  readonly retries: number;
  /** Lambda gives up an event that has waited longer than this. At least 60. */
  readonly maxAgeSec: number;
};

/**
 * A Node.js function with its own role, structured logs that expire, and traces. Callers must call the alias, because
 * `$LATEST` may have code that a deployment has not made live, or has taken back.
 */
export class NodeLambda extends Construct {
  readonly function: LambdaFunction;
  readonly alias: LambdaAlias;
  readonly roleArn: string;

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
    this.roleArn = role.arn;
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
      // Terraform uses this file only to create the function. There is no hash here, so Terraform never sees that the
      // code differs. scripts/deploy/put-code.ts deploys the code, both after an apply and alone. It also publishes the
      // versions: if Terraform did so too, each change of a setting would publish a version with the new setting and
      // the old code. Nobody has tested these two together.
      filename: props.bundle,
      memorySize: props.memoryMb,
      timeout: props.timeoutSec,
      environment: { variables: { ...props.settings } },
      loggingConfig: { logFormat: 'JSON', logGroup: logs.name },
      tracingConfig: { mode: 'Active' },
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(whenEventsFail && { deadLetterConfig: { targetArn: whenEventsFail.queueArn } }),
      // Lambda checks the role's permissions when it creates the function.
      dependsOn: [policy],
    });
    this.alias = new LambdaAlias(this, 'live', {
      name: props.alias,
      description: 'Names the version that answers; npm run deploy -w server moves it',
      functionName: this.function.functionName,
      // Only for the moment between the creation and the first run of put-code.ts, which moves the alias.
      functionVersion: '$LATEST',
      lifecycle: { ignoreChanges: ['function_version', 'routing_config'] },
    });
    if (whenEventsFail) {
      new LambdaFunctionEventInvokeConfig(this, 'events', {
        functionName: this.function.functionName,
        qualifier: this.alias.name,
        maximumRetryAttempts: whenEventsFail.retries,
        maximumEventAgeInSeconds: whenEventsFail.maxAgeSec,
      });
    }
  }
}
