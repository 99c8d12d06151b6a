/** A call to AWS, as IAM sees it. */
export type AwsCall = {
  /** An action such as `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** The values that conditions check. */
  readonly context: Readonly<Record<string, string>>;
};

export type PolicyStatement = {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export function statementsOf(policy: string): PolicyStatement[] {
  return (JSON.parse(policy) as { Statement: PolicyStatement[] }).Statement;
}

/** IAM's decision on a call, given a list of `Allow` statements. */
export function isAllowed(call: AwsCall, statements: readonly PolicyStatement[]): boolean {
  return statements.some((statement) => allows(statement, call));
}

function allows({ Action, Resource, Condition = {} }: PolicyStatement, call: AwsCall): boolean {
  return (
    Action.some((pattern) => isLike(call.action, pattern)) &&
    Resource.some((pattern) => isLike(call.resource, pattern)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, call.context[key], [wanted].flat())),
    )
  );
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (value === undefined) return false;
  switch (operator) {
    case 'StringEquals':
      return wanted.includes(value);
    case 'StringLike':
      return wanted.some((pattern) => isLike(value, pattern));
    default:
      throw new Error(`The harness does not know the operator ${operator}`);
  }
}

function isLike(text: string, pattern: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}
