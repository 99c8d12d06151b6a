import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Scope } from '../../../domain/scopes.ts';
import type { DevelopmentIdentity } from './development-identity.ts';

/** The audience of the development issuer's tokens. */
export const DEVELOPMENT_AUDIENCE = 'urn:marquee:api';

/** The page's client id at the development issuer. */
export const DEVELOPMENT_CLIENT_ID = 'marquee-page';

/** The lifetime of the development issuer's tokens. */
export const DEVELOPMENT_TOKEN_TTL_SEC = 3_600;

/**
 * Makes an access token like those of the development issuer. It uses the issuer's key and needs no running issuer.
 *
 * @param nowMs milliseconds since the epoch
 */
export async function mintDevelopmentToken(
  { issuer, key }: DevelopmentIdentity,
  scopes: readonly Scope[],
  nowMs: number,
): Promise<string> {
  const nowSec = Math.floor(nowMs / 1000);
  return new SignJWT({ client_id: 'command-line', scope: scopes.join(' ') })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject('developer')
    .setJti(randomUUID())
    .setIssuedAt(nowSec)
    .setExpirationTime(nowSec + DEVELOPMENT_TOKEN_TTL_SEC)
    .sign(await importJWK(key, key.alg));
}
