import type { Construct } from 'constructs';
import { deploying, type DeployRoleProps } from './deploy-role.ts';
import { GithubRole } from './github-role.ts';
import type { Statement } from './policy.ts';

/**
 * The role that the daily search for drift assumes for one environment. To compare the resources with the code, Terraform
 * must read them as they are, so the role may read what the deploy role may change: settings, but no films, files, messages,
 * logs or users. The exception is the key of the movie provider, because the AWS provider reads the parameter in order to compare it. So only
 * jobs of main can assume the role, and no pull request.
 */
export class DriftRole extends GithubRole {
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id, {
      // The name must not match the pattern of the roles that the deploy role may change.
      name: `marquee-drift-${props.environment}`,
      description: `Compares ${props.prefix} with main`,
      jobs: 'ref:refs/heads/main',
      ...{ accountId: props.accountId, repository: props.repository },
      policy: { name: 'compares', statements: reading(deploying(props)) },
    });
  }
}

/** The actions that read settings, for services in which other actions with similar names read data. */
const READS: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['GET'],
  budgets: ['ListTagsForResource', 'ViewBudget'],
  'cognito-idp': ['Describe*', 'GetUserPoolMfaConfig', 'ListTagsForResource'],
  dynamodb: ['Describe*', 'List*'],
  logs: ['Describe*', 'GetDelivery*', 'List*'],
  s3: ['Get*Configuration', 'GetBucket*', 'List*'],
};
const READS_ELSEWHERE = ['Describe*', 'Get*', 'List*'];

/** Returns the statements, reduced to the actions that only read. */
function reading(statements: readonly Statement[]): Statement[] {
  return statements
    .map((statement) => ({ ...statement, actions: [...new Set(statement.actions.flatMap(readsOf))] }))
    .filter(({ actions }) => actions.length > 0);
}

function readsOf(action: string): readonly string[] {
  const [service = '', name = ''] = action.split(':');
  if (name.startsWith('*')) return (READS[service] ?? READS_ELSEWHERE).map((read) => `${service}:${read}`);
  return /^(?:Describe|Get|List|GET$)/.test(name) ? [action] : [];
}
