import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../config/schema.ts';
import { Boundary } from '../constructs/boundary.ts';
import { DeployRole } from '../constructs/deploy-role.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { MarqueeStack, STATE_REGION } from './marquee-stack.ts';
import { BOUNDARY, nameIn } from './names.ts';

/**
 * What is there once in an account: the bucket with the state of every stack, this one's too, the boundary of the functions'
 * roles, and, for a repository of GitHub, a role for each environment. The bucket itself is made before Terraform first
 * runs (`aws s3api create-bucket`) and imported here, so that any step may fail and be repeated.
 */
export class BootstrapStack extends MarqueeStack {
  constructor(scope: Construct, environments: readonly Environment[]) {
    super(scope, 'marquee-bootstrap', { region: STATE_REGION, tags: {} });
    const { bucket } = this.#stateBucket();
    const boundary = new Boundary(this, 'boundary', { name: BOUNDARY, accountId: this.accountId });
    const repository = this.variable(
      'github_repository',
      'owner/name, whose workflows may deploy. Empty: none may, and there are no roles for it.',
      '',
    ).fqn;
    this.output('deploying_repository', repository, 'As it was given, for whoever applies this again');
    this.#trustGithub(repository);
    for (const environment of environments) {
      new DeployRole(this, `deploys-${environment.name}`, {
        prefix: nameIn(environment),
        environment: environment.name,
        region: environment.region,
        accountId: this.accountId,
        stateBucketArn: bucket.arn,
        boundaryArn: boundary.policy.arn,
        repository,
      });
    }
  }

  #stateBucket(): PrivateBucket {
    const name = new TerraformVariable(this, 'state_bucket', {
      type: 'string',
      description: 'Name of the bucket that was made',
      nullable: false,
    }).stringValue;
    const state = new PrivateBucket(this, 'state', { name, address: 'state', oldVersionsDays: 90, isProtected: true });
    state.bucket.importFrom(name);
    return state;
  }

  #trustGithub(repository: string): void {
    const hasProvider = this.variable(
      'github_provider_exists',
      'true where the account trusts GitHub already, for another project: it can do so only once.',
      'false',
    ).fqn;
    this.output('has_github_provider', hasProvider, 'As it was given, for whoever applies this again');
    const provider = new IamOpenidConnectProvider(this, 'github', {
      url: 'https://token.actions.githubusercontent.com',
      clientIdList: ['sts.amazonaws.com'],
    });
    provider.addOverride('count', `\${${repository} == "" || ${hasProvider} == "true" ? 0 : 1}`);
  }
}
