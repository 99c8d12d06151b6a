export type Statement = {
  /** Default: `Allow`. */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Conditions as IAM writes them: operator, key, value. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

type ResourceStatement = Statement & {
  /** `*` means everybody. */
  readonly principals:
    '*' | Readonly<Record<'AWS' | 'Service' | 'Federated', string> | Partial<Record<string, string>>>;
};

/** The repository whose workflows may deploy, as Terraform expressions without `${}`. */
export type Repository = {
  /** Its value is `owner/name`, or an empty string. */
  readonly plain: string;
  /** Its value is `owner/name` with `@*` after each of the two names. */
  readonly withIds: string;
};

/** Makes an identity-based policy. It says what the identity that it is attached to may do. */
export function identityPolicy(statements: readonly Statement[]): string {
  return document(statements.map(({ effect = 'Allow', ...statement }) => ({ Effect: effect, ...body(statement) })));
}

/** Makes a resource-based policy. It says who may do what to the resource that it is attached to. */
export function resourcePolicy(statements: readonly ResourceStatement[]): string {
  return document(
    statements.map(({ effect = 'Allow', principals, ...statement }) => ({
      Effect: effect,
      Principal: principals,
      ...body(statement),
    })),
  );
}

/** Lets an AWS service, such as `lambda.amazonaws.com`, assume a role. */
export function assumedByService(service: string): string {
  return document([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }]);
}

/**
 * Lets a service account of a Kubernetes cluster assume a role (IRSA).
 *
 * @param issuer the cluster's issuer, without `https://`. The account must have an OpenID Connect provider for it
 */
export function assumedByServiceAccount(
  accountId: string,
  issuer: string,
  account: { readonly namespace: string; readonly name: string },
): string {
  return document([
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `system:serviceaccount:${account.namespace}:${account.name}`,
        },
      },
    },
  ]);
}

/**
 * Lets some GitHub Actions jobs of one repository assume a role. GitHub names a job `repo:owner/name:environment:dev`, or for
 * newer owners, with their ids, `repo:owner@12/name@345:environment:dev`. The ids may be any text without a slash. With a
 * slash, `*` would also match a part of the name of another repository's environment.
 *
 * @param jobs `environment:dev` for the jobs of that GitHub environment, `pull_request` for those of pull requests,
 *   `ref:refs/heads/main` for those of main without a GitHub environment
 */
export function assumedByGithub(accountId: string, repository: Repository, jobs: string): string {
  const issuer = 'token.actions.githubusercontent.com';
  const subject = (value: string) => ({ [`${issuer}:sub`]: value });
  const audience = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
  const allow = (conditions: NonNullable<Statement['conditions']>) => ({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions,
  });
  const tooManySlashes = `repo:*${'/*'.repeat(jobs.split('/').length + 1)}`;
  return document([
    allow({ StringEquals: { ...audience, ...subject(`repo:\${${repository.plain}}:${jobs}`) } }),
    allow({
      StringEquals: audience,
      StringLike: subject(`repo:\${${repository.withIds}}:${jobs}`),
      StringNotLike: subject(tooManySlashes),
    }),
  ]);
}

function body({ actions, resources, conditions }: Statement) {
  return { Action: actions, Resource: resources, ...(conditions && { Condition: conditions }) };
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
