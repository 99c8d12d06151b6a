import type { JWTHeaderParameters, JWTPayload } from 'jose';

/** Claims that only ID tokens carry (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

/**
 * Whether a token is an access token. An ID token, for example, is not an access token: it tells a page who signed in.
 * Most issuers state the kind of a token, in the header's `typ` (RFC 9068), Cognito's `token_use` or Keycloak's claim
 * `typ`. If the issuer does not state the kind, an ID token is recognized by its claims. A token that is bound to a key
 * (`cnf`) is not a bearer token.
 */
export function isAccessToken(header: JWTHeaderParameters, payload: JWTPayload): boolean {
  if (payload['cnf'] !== undefined) return false;
  const type = header.typ?.toLowerCase().replace(/^application\//, '') ?? 'jwt';
  if (type !== 'jwt') return type === 'at+jwt';
  if (payload['token_use'] !== undefined) return payload['token_use'] === 'access';
  if (payload['typ'] !== undefined) return payload['typ'] === 'Bearer';
  return ID_TOKEN_CLAIMS.every((claim) => payload[claim] === undefined);
}
