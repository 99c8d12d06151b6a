import type { JWTPayload } from 'jose';

/**
 * The scopes of a token. Some issuers use the claim `scope` (RFC 8693), others `scp` (Entra, Okta). The value of either
 * claim is one string with spaces, or a list. Cognito puts the resource server's identifier before each scope, as in
 * `https://api.example.org/films:write`. The prefix is removed, because the audience has already shown that the token
 * is for this API.
 */
export function scopesOf({ scope, scp }: JWTPayload): ReadonlySet<string> {
  const names = [scope, scp].flatMap(listed).map((name) => name.slice(name.lastIndexOf('/') + 1));
  return new Set(names.filter((name) => name !== ''));
}

function listed(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
