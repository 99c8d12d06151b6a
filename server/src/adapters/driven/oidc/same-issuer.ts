/**
 * Compares two issuers and ignores a trailing slash. Auth0's issuer ends with a slash and others do not, and people
 * copy an issuer with or without the slash.
 */
export function sameIssuer(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.replace(/\/$/, '') === other.replace(/\/$/, '');
}
