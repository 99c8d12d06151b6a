import type { Call } from './deploy-role.ts';

/** A statement of a policy, as the synthesised stack has it. */
export type Statement = { readonly Action: readonly string[]; readonly Resource: readonly string[] };

/**
 * Returns the permissions that these calls need and the role of pull requests lacks. The role's statements have no conditions.
 * Where a resource has an expression of Terraform, any text matches.
 */
export function deniedByPlanRole(calls: readonly Call[], statements: readonly Statement[]): string[] {
  const checks = calls.flatMap((call) => call.checks);
  const denied = checks.filter(
    ({ action, resource }) =>
      !statements.some(
        ({ Action, Resource }) =>
          Action.includes(action) && Resource.some((pattern) => patternOf(pattern).test(resource)),
      ),
  );
  return [...new Set(denied.map(({ action, resource }) => `${action} on ${resource}`))].sort();
}

function patternOf(resource: string): RegExp {
  const parts = resource.replaceAll(/\$\{[^}]*\}/g, '*').split('*');
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
}
