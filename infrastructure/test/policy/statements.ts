import type { Resource } from '../synthesised.ts';

/**
 * An action that an identity policy allows, and whether the policy allows the action on every resource without any
 * condition.
 */
export type IdentityStatement = { readonly action: string; readonly isOnAnything: boolean };

type Statement = { Action: string[]; Resource: string[]; Condition?: object };

export function identityStatements(policy: Resource): IdentityStatement[] {
  const { Statement: statements } = JSON.parse(String(policy['policy'])) as { Statement: Statement[] };
  return statements.flatMap(({ Action: actions, Resource: resources, Condition: condition }) =>
    actions.map((action) => ({ action, isOnAnything: resources.includes('*') && condition === undefined })),
  );
}
