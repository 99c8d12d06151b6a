import { isAllowed, type AwsCall, type PolicyStatement } from './policy.ts';

/** One action on one resource, and the statement that grants it. */
type Grant = { readonly statement: PolicyStatement; readonly text: string };

export function grantsOf(statements: readonly PolicyStatement[]): Grant[] {
  return statements.flatMap((statement) =>
    statement.Action.flatMap((action) =>
      statement.Resource.map((resource) => ({
        statement: { ...statement, Action: [action], Resource: [resource] },
        text: `${action} on ${resource}`,
      })),
    ),
  );
}

/** The calls, and the same calls after a switch to a restored films table. */
export function alsoAfterSwitch(calls: readonly AwsCall[]): AwsCall[] {
  return calls.flatMap((call) => {
    const resource = call.resource.replace(/:table\/marquee-\w+-films(?=$|\/)/, '$&-restored-20261129t120000');
    return resource === call.resource ? [call] : [call, { ...call, resource }];
  });
}

/** The grants of the statements that no call used. */
export function unusedGrants(statements: readonly PolicyStatement[], calls: readonly AwsCall[]): string[] {
  return grantsOf(statements)
    .filter(({ statement }) => !calls.some((call) => isAllowed(call, [statement])))
    .map(({ text }) => text);
}

/** Calls that the statements do not allow, each once. */
export function refusedCalls(statements: readonly PolicyStatement[], calls: readonly AwsCall[]): string[] {
  const refused = calls.filter((call) => !isAllowed(call, statements));
  return [...new Set(refused.map(({ action, resource }) => `${action} on ${resource}`))];
}
