/** A statement of an identity-based policy, as the synthesised stacks have it. */
export type Statement = {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** The values of the condition keys of a call. A key that is absent has no value. */
export type Context = Readonly<Record<string, string | readonly string[] | typeof ANY>>;

/** Stands for every value: the caller chooses the value, so a condition that allows something holds. */
export const ANY = Symbol('any value');

export type Call = { readonly action: string; readonly resource: string; readonly context?: Context };

export function statementsIn(policy: unknown): Statement[] {
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

/** IAM's decision about a call: some statement allows it, and none denies it. */
export function isAllowed(statements: readonly Statement[], call: Call): boolean {
  return (
    statements.some((one) => one.Effect === 'Allow' && covers(one, call)) &&
    !statements.some((one) => one.Effect === 'Deny' && covers(one, call))
  );
}

/**
 * Returns the actions of a service that a policy allows on a resource, as the policy spells them. An action that is
 * spelled with `*` counts if a single action that it covers may be allowed.
 */
export function actionsOn(statements: readonly Statement[], service: string, call: Omit<Call, 'action'>): string[] {
  const actions = statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((one) => one.Action.filter((action) => covers(one, { ...call, action })))
    .filter((action) => action === '*' || action.startsWith(`${service}:`));
  // A denial of some actions leaves the others, so only a denial of the very same action counts.
  return [...new Set(actions)].filter((action) => isAllowed(statements, { ...call, action })).sort();
}

/** Whether a statement applies to a call. */
export function covers({ Effect, Action, Resource, Condition = {} }: Statement, call: Call): boolean {
  return (
    Action.some((pattern) => isLike(call.action.toLowerCase(), pattern.toLowerCase())) &&
    Resource.some((pattern) => isLike(call.resource, pattern)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, call.context?.[key], [wanted].flat(), Effect)),
    )
  );
}

function holds(
  operator: string,
  value: Context[string] | undefined,
  wanted: readonly string[],
  effect: Statement['Effect'],
): boolean {
  // The caller chooses a value with which a permission applies, and a denial does not.
  if (value === ANY) return effect === 'Allow';
  const values = value === undefined ? [] : [value].flat();
  const like = (one: string) => wanted.some((pattern) => isLike(one, pattern));
  const equal = (one: string) => wanted.includes(one);
  switch (operator) {
    case 'StringEquals':
      return values.some(equal);
    case 'StringEqualsIfExists':
      return value === undefined || values.some(equal);
    case 'StringLike':
    case 'ArnLike':
    case 'ForAnyValue:StringLike':
      return values.some(like);
    case 'ForAllValues:StringLike':
      return values.every(like);
    case 'ForAllValues:StringEquals':
      return values.every(equal);
    default:
      throw new Error(`This evaluator does not know the operator ${operator}`);
  }
}

/** Whether a text matches a pattern in which `*` stands for any text, and `?` for one character. */
export function isLike(text: string, pattern: string): boolean {
  let compiled = COMPILED.get(pattern);
  if (compiled === undefined) {
    const escaped = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    compiled = new RegExp(`^${escaped}$`, 's');
    COMPILED.set(pattern, compiled);
  }
  return compiled.test(text);
}

/** The patterns so far. Few patterns are compared with very many texts. */
const COMPILED = new Map<string, RegExp>();
