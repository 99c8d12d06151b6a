import type { JWTPayload } from 'jose';

/**
 * What a token allows. Issuers differ in where they write it: `scope` (RFC 8693) or `scp` (Entra, Okta), as one text
 * with spaces or as a list. Cognito puts the resource server's identifier before each, as in
 * `https://api.example.org/films:write`; that the token is meant for this API the audience has said already, so the
 * prefix goes.
 */
export function scopesOf({ scope, scp }: JWTPayload): ReadonlySet<string> {
  const names = [scope, scp].flatMap(listed).map((name) => name.slice(name.lastIndexOf('/') + 1));
  return new Set(names.filter((name) => name !== ''));
}

function listed(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
