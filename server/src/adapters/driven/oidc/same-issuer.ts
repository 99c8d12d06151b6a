/**
 * Compares two issuers and ignores a trailing slash. Auth0's issuer ends in one, others do not, and people copy it with
 * or without.
 */
export function sameIssuer(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.replace(/\/$/, '') === other.replace(/\/$/, '');
}
