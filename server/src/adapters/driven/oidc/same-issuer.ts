/** Auth0's issuer ends in a slash, others' do not, and people copy it either way; it is one issuer. */
export function sameIssuer(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.replace(/\/$/, '') === other.replace(/\/$/, '');
}
