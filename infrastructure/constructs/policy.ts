export type Statement = {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Conditions as IAM writes them: operator, key, value. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

type ResourceStatement = Statement & {
  readonly effect?: 'Allow' | 'Deny';
  /** `*` means everybody. */
  readonly principals:
    '*' | Readonly<Record<'AWS' | 'Service' | 'Federated', string> | Partial<Record<string, string>>>;
};

/** Makes an identity-based policy. It says what the identity that it is attached to may do. */
export function identityPolicy(statements: readonly Statement[]): string {
  return document(statements.map((statement) => ({ Effect: 'Allow', ...body(statement) })));
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

/** Lets GitHub Actions jobs whose token has this `subject` assume a role. */
export function assumedByGithub(accountId: string, subject: string): string {
  const issuer = 'token.actions.githubusercontent.com';
  return document([
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject } },
    },
  ]);
}

function body({ actions, resources, conditions }: Statement) {
  return { Action: actions, Resource: resources, ...(conditions && { Condition: conditions }) };
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
