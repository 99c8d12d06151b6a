import type { Construct } from 'constructs';
import { GithubRole } from './github-role.ts';
import type { Repository, Statement } from './policy.ts';

export type PlanRoleProps = {
  /** Prefixes of the names of the environments' stacks, such as `marquee-dev`. */
  readonly prefixes: readonly string[];
  readonly accountId: string;
  readonly stateBucketArn: string;
  /** If its value is an empty string, no role is created. */
  readonly repository: Repository;
  /** Whether an environment has its own domain, whose zone Terraform looks up for each plan. */
  readonly hasDomain: boolean;
  readonly hasReservedConcurrency: boolean;
};

/**
 * The role that a GitHub workflow assumes to plan what a pull request changes. Anyone who may push a branch can use it, so it
 * may read Terraform's state, but neither films nor parameters. The only secret in a state is the one that CloudFront sends to
 * the API of an environment with a firewall. The plan does not refresh the state: to read the resources themselves,
 * Terraform would have to read the key of the movie provider too.
 */
export class PlanRole extends GithubRole {
  constructor(scope: Construct, id: string, props: PlanRoleProps) {
    super(scope, id, {
      ...{ name: 'marquee-plan', description: 'Plans what a pull request changes', jobs: 'pull_request' },
      ...{ accountId: props.accountId, repository: props.repository },
      policy: { name: 'plans', statements: planning(props) },
    });
  }
}

function planning({
  prefixes,
  accountId,
  stateBucketArn,
  hasDomain,
  hasReservedConcurrency,
}: PlanRoleProps): Statement[] {
  return [
    { actions: ['s3:GetObject'], resources: prefixes.map((prefix) => `${stateBucketArn}/${prefix}-*.tfstate`) },
    { actions: ['s3:ListBucket'], resources: [stateBucketArn] },
    ...(hasReservedConcurrency
      ? [
          { actions: ['lambda:GetAccountSettings'], resources: ['*'] },
          {
            actions: ['lambda:GetFunctionConcurrency'],
            resources: prefixes.map((prefix) => `arn:aws:lambda:*:${accountId}:function:${prefix}-*`),
          },
        ]
      : []),
    ...(hasDomain
      ? [
          { actions: ['route53:ListHostedZones'], resources: ['*'] },
          {
            actions: ['route53:GetHostedZone', 'route53:ListTagsForResource'],
            resources: ['arn:aws:route53:::hostedzone/*'],
          },
        ]
      : []),
  ];
}
