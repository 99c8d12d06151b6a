import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { Construct } from 'constructs';
import { assumedByGithub, identityPolicy, type Repository, type Statement } from './policy.ts';

export type GithubRoleProps = {
  readonly name: string;
  readonly description: string;
  readonly accountId: string;
  /** If its value is an empty string, no role is created. */
  readonly repository: Repository;
  /** The jobs that may assume the role, as in the subject of GitHub's token: `environment:dev`, `pull_request`. */
  readonly jobs: string;
  readonly policy: { readonly name: string; readonly statements: readonly Statement[] };
};

/** A role that jobs of a repository assume for an hour, without any long-lived key. */
export class GithubRole extends Construct {
  constructor(scope: Construct, id: string, props: GithubRoleProps) {
    super(scope, id);
    const { name, description, accountId, repository, jobs } = props;
    const count = `\${${repository.plain} == "" ? 0 : 1}`;
    const role = new IamRole(this, 'role', {
      name,
      description,
      assumeRolePolicy: assumedByGithub(accountId, repository, jobs),
      maxSessionDuration: 3_600,
    });
    role.addOverride('count', count);
    const policy = new IamRolePolicy(this, 'policy', {
      name: props.policy.name,
      role: name,
      policy: identityPolicy(props.policy.statements),
      dependsOn: [role],
    });
    policy.addOverride('count', count);
  }
}
