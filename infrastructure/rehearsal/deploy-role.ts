import { readFileSync } from 'node:fs';

/** One check of permissions that AWS makes for a call, as calls.py records it. */
type Check = {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, unknown>>;
  /**
   * The statements that allow it, by number, and the actions in them that match. An empty list is a denial. `null`: the
   * role did not exist, so nothing was evaluated.
   */
  readonly allowedBy: readonly (readonly [number, string])[] | null;
  /** Whether it would also be allowed if the resource had the tag of another environment. Absent: the resource has no such tag. */
  readonly allowedElsewhere?: boolean;
};

export type Call = {
  readonly service: string;
  readonly action: string;
  /** A stack, if Terraform makes the call for the stack; `aws` for the AWS CLI; `function` for a function. */
  readonly caller: string;
  readonly status: number;
  readonly checks: readonly Check[];
};

/** Calls that only a person makes, never the deploy role. */
const ONLY_A_PERSON: readonly { readonly is: (call: Call, check: Check) => boolean; readonly reason: string }[] = [
  { is: ({ caller }) => caller === 'marquee-bootstrap', reason: 'A person applies the bootstrap stack.' },
  {
    is: ({ caller }, { resource }) => caller === 'aws' && /:::marquee-state-\d+(\/bootstrapped-.*)?$/.test(resource),
    reason: 'A person creates, marks, empties and deletes the bucket of the state.',
  },
  {
    is: (_, { action }) => action === 'dynamodb:ListTables',
    reason: 'A person destroys an environment, and the script then looks for restored tables.',
  },
];

/** The ARN of a resource with the name of its environment. The tags of such a resource do not matter. */
const NAMED = /[:/]marquee[-/][a-z0-9]+[-/]/;

/** Actions that the role may call although no rehearsal calls them, with the reasons. */
const RESERVES: readonly { readonly action: RegExp; readonly reason: string }[] = [
  {
    action: /^iam:(PutRolePermissionsBoundary|UntagRole|UpdateRole)$/,
    reason: 'A later version of a stack may change the boundary, the tags or the description of a role.',
  },
  {
    action: /^lambda:UntagResource$/,
    reason: 'A later version of a stack may remove a tag of an event source mapping.',
  },
  {
    action: /^route53:UpdateHealthCheck$/,
    reason: 'A later version of a stack may change what the synthetic check calls.',
  },
  { action: /^wafv2:UpdateWebACL$/, reason: 'A later version of a stack may change the rules of the firewall.' },
  {
    action: /^cloudfront:CreateDistributionWithTags$/,
    reason:
      'Terraform calls the operation of this name. AWS may check this action instead of the two that the rehearsal evaluates.',
  },
];

export type Verdict = {
  /** How many checks were evaluated. */
  readonly checked: number;
  /** Checks that the policy does not allow, each once. */
  readonly denied: readonly string[];
  /** Checks that the policy would also allow for a resource of another environment, each once. */
  readonly elsewhere: readonly string[];
  /** Actions of the policy that nothing used, and that no reserve explains. */
  readonly unused: readonly string[];
  /** Actions of the policy that nothing used, each with its reason. */
  readonly reserves: readonly string[];
};

export function readCalls(file: string): Call[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Call);
}

/** @param statements the statements of the role's policy */
export function judgeDeployRole(
  calls: readonly Call[],
  statements: readonly { readonly Effect?: string; readonly Action: readonly string[] }[],
): Verdict {
  const denied = new Set<string>();
  const elsewhere = new Set<string>();
  const used = new Set<string>();
  let checked = 0;
  for (const call of calls) {
    for (const check of call.checks) {
      if (check.allowedBy === null || ONLY_A_PERSON.some(({ is }) => is(call, check))) continue;
      checked += 1;
      if (check.allowedBy.length === 0) denied.add(describe(check));
      if (check.allowedElsewhere === true && !NAMED.test(check.resource)) elsewhere.add(describe(check));
      for (const [number, action] of check.allowedBy) used.add(`${String(number)} ${action}`);
    }
  }
  const unused = statements.flatMap(({ Effect: effect, Action: actions }, number) =>
    (effect === 'Deny' ? [] : actions)
      .filter((action) => !used.has(`${String(number)} ${action}`))
      .map((action) => ({ action, number })),
  );
  const reasonOf = (action: string) => RESERVES.find((reserve) => reserve.action.test(action))?.reason;
  return {
    checked,
    denied: [...denied].sort(),
    elsewhere: [...elsewhere].sort(),
    unused: unused
      .filter(({ action }) => reasonOf(action) === undefined)
      .map(({ action, number }) => `${action} (statement ${String(number)})`),
    reserves: unused.flatMap(({ action }) => {
      const reason = reasonOf(action);
      return reason === undefined ? [] : [`${action}: ${reason}`];
    }),
  };
}

function describe({ action, resource, context }: Check): string {
  const conditions = Object.entries(context).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${action} on ${resource}${conditions.join('')}`;
}
