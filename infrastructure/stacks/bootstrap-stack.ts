import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { TerraformLocal, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { reservedConcurrencyOf } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import { Boundary } from '../constructs/boundary.ts';
import { DeployRole } from '../constructs/deploy-role.ts';
import { DriftRole } from '../constructs/drift-role.ts';
import { PlanRole } from '../constructs/plan-role.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { MarqueeStack, STATE_REGION } from './marquee-stack.ts';
import { boundaryOf, nameIn } from './names.ts';

/**
 * The stack with what an account needs once: the bucket with the state of every stack, including this one, and for each
 * environment the permissions boundary of its roles. When a GitHub repository is given, there are also two roles for each
 * environment, one that deploys it and one that looks for drift, and a role that plans what pull requests change. The bucket is created before Terraform first runs
 * (`aws s3api create-bucket`) and imported here, so that any step may fail and be repeated.
 */
export class BootstrapStack extends MarqueeStack {
  constructor(scope: Construct, environments: readonly Environment[]) {
    super(scope, 'marquee-bootstrap', { region: STATE_REGION, tags: {} });
    const { bucket } = this.#stateBucket();
    const repository = this.variable(
      'github_repository',
      'owner/name of the repository whose workflows may deploy. If it is empty, no workflow may deploy, and there are no deploy roles.',
      '',
    ).fqn;
    this.output('deploying_repository', repository, 'The variable github_repository, for the next apply');
    // A local value, because a policy is a string in which an expression must not have quotes.
    const withIds = new TerraformLocal(this, 'repository_with_ids', `\${replace(${repository}, "/", "@*/")}@*`).fqn;
    this.#trustGithub(repository);
    const github = { plain: repository, withIds };
    new PlanRole(this, 'plans', {
      prefixes: environments.map(nameIn),
      accountId: this.accountId,
      stateBucketArn: bucket.arn,
      repository: github,
      hasDomain: environments.some(({ domain }) => domain !== undefined),
      hasReservedConcurrency: environments.some((environment) => reservedConcurrencyOf(environment) > 0),
    });
    for (const environment of environments) {
      const { name, region, domain, tableKeyArn } = environment;
      const shared = { prefix: nameIn(environment), environment: name, region, accountId: this.accountId };
      const boundary = new Boundary(this, `boundary-${name}`, {
        name: boundaryOf(environment),
        ...{ ...shared, tableKeyArn, hasOpenSearch: environment.openSearch !== undefined },
      });
      const props = {
        ...shared,
        stateBucketArn: bucket.arn,
        boundaryArn: boundary.policy.arn,
        repository: github,
        tableKeyArns: environments.flatMap((one) => one.tableKeyArn ?? []),
        domainsBelow: environments
          .flatMap((one) => one.domain?.name ?? [])
          .filter((one) => domain !== undefined && one.endsWith(`.${domain.name}`)),
        has: {
          alarms: environment.alarms !== false,
          budget: environment.alarms !== false && environment.alarms.accountBudgetDollars !== undefined,
          syntheticCheck: environment.alarms !== false && environment.alarms.syntheticCheck,
          reservedConcurrency: reservedConcurrencyOf(environment) > 0,
          signIn: environment.writers.kind === 'cognito',
          firewall: environment.hasFirewall,
          domain: domain?.name,
          tableKeyArn,
          replicaRegions: environment.replicaRegions,
          openSearch: environment.openSearch !== undefined,
        },
      };
      new DeployRole(this, `deploys-${name}`, props);
      new DriftRole(this, `compares-${name}`, props);
    }
    this.#forgetSharedBoundary();
  }

  /**
   * Earlier versions had one boundary for all environments, `marquee-boundary`. AWS refuses to delete it while roles of an
   * environment that has not been deployed since still have it. So Terraform forgets it and leaves it in AWS, where no
   * deploy role can give it to a role any more.
   */
  #forgetSharedBoundary(): void {
    const removed = { from: 'aws_iam_policy.boundary_policy_A8BEFB25', lifecycle: { destroy: false } };
    this.addOverride('removed', [removed]);
  }

  #stateBucket(): PrivateBucket {
    const name = new TerraformVariable(this, 'state_bucket', {
      type: 'string',
      description: 'Name of the bucket that was created for the state',
      nullable: false,
    }).stringValue;
    const state = new PrivateBucket(this, 'state', { name, address: 'state', oldVersionsDays: 90, isProtected: true });
    state.bucket.importFrom(name);
    return state;
  }

  #trustGithub(repository: string): void {
    const hasProvider = this.variable(
      'github_provider_exists',
      'true if the account already trusts GitHub, for another project: an account can have only one such provider.',
      'false',
    ).fqn;
    this.output('has_github_provider', hasProvider, 'The variable github_provider_exists, for the next apply');
    const provider = new IamOpenidConnectProvider(this, 'github', {
      url: 'https://token.actions.githubusercontent.com',
      clientIdList: ['sts.amazonaws.com'],
    });
    provider.addOverride('count', `\${${repository} == "" || ${hasProvider} == "true" ? 0 : 1}`);
  }
}
