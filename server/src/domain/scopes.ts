/**
 * The scopes of an access token, each with the description that people read when they grant it. The access table, the
 * token command, the development issuer, the sign-in page and the infrastructure all take the scopes from here.
 */
export const SCOPES = {
  'films:write': 'Create, change and delete films',
  'cache:purge': 'Purge the movies cache',
  'operations:read': 'Read the status of this installation',
} as const satisfies Readonly<Record<string, string>>;

export type Scope = keyof typeof SCOPES;

export const SCOPE_NAMES = Object.keys(SCOPES) as readonly Scope[];
