import type { SignIn } from '../adapters/driving/http/system-routes.ts';
import type { ExpectedTokens } from '../adapters/driven/oidc/oidc-token-verifier.ts';
import { isLoopbackUrl } from '../domain/loopback.ts';
import type { LambdaConfig, OidcSettings } from './config.ts';

/** Which tokens are accepted, or why none are. */
export type WriteAccess =
  | { readonly kind: 'tokens'; readonly expected: ExpectedTokens; readonly signIn: SignIn | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

const REMEDY = 'The operator can change this: see docs/authorization.md.';

/**
 * Decides which tokens are accepted. Wrong settings disable writes only; reads keep working.
 *
 * @param servesOthers whether other machines can reach the product. If so, an issuer on loopback is refused. It could
 * be any program that happens to listen there, or a development issuer, which lets anybody in.
 * @param keys the issuer's public keys. Default: they are fetched from the issuer
 */
export function decideWriteAccess(
  settings: OidcSettings,
  servesOthers: boolean,
  keys?: ExpectedTokens['keys'],
): WriteAccess {
  const { issuer, audience, clientId, scope } = settings;
  const refuse = (why: string): WriteAccess => ({ kind: 'refused', reason: `No token is accepted: ${why} ${REMEDY}` });
  if (issuer === undefined) {
    return refuse('no token issuer is configured. Set MARQUEE_OIDC_ISSUER and MARQUEE_OIDC_AUDIENCE.');
  }
  const loopback = isLoopbackUrl(issuer);
  if (loopback === undefined) return refuse('MARQUEE_OIDC_ISSUER is not a URL.');
  if (loopback && servesOthers) {
    return refuse(
      'MARQUEE_OIDC_ISSUER names a loopback address. Set it to an https:// address that other machines can reach.',
    );
  }
  if (!loopback && !issuer.startsWith('https://')) return refuse('MARQUEE_OIDC_ISSUER must begin with https://.');
  if (audience === undefined) return refuse('MARQUEE_OIDC_AUDIENCE is missing.');
  return {
    kind: 'tokens',
    expected: { issuer, audience, ...(keys && { keys }) },
    signIn: clientId === undefined ? undefined : { issuer, clientId, audience, scope },
  };
}

/**
 * Decides which tokens a Lambda accepts. If its DynamoDB is on loopback, the bundle does not run in AWS but on a
 * developer's machine, and serves only that machine.
 */
export function decideLambdaWriteAccess({ oidc, dynamodbEndpoint }: LambdaConfig): WriteAccess {
  return decideWriteAccess(oidc, dynamodbEndpoint === undefined || isLoopbackUrl(dynamodbEndpoint) !== true);
}
