import type { SignIn } from '../adapters/driving/http/system-routes.ts';
import type { ExpectedTokens } from '../adapters/driven/oidc/oidc-token-verifier.ts';
import { isLoopbackUrl } from '../domain/loopback.ts';
import type { LambdaConfig, OidcSettings } from './config.ts';

/** Whose tokens are good here, or why nobody's are. */
export type WriteAccess =
  | { readonly kind: 'tokens'; readonly expected: ExpectedTokens; readonly signIn: SignIn | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

const REMEDY = 'Whoever runs this can change it: see docs/authorization.md.';

/**
 * Decides whose tokens are good. What is wrong with the settings stops nobody from reading.
 *
 * @param servesOthers whether others than this machine can reach the product. Then an issuer on loopback is not taken:
 * it would be whatever happens to listen there, or a development issuer that lets anybody in.
 * @param keys of the issuer, where they are known without asking it
 */
export function decideWriteAccess(
  settings: OidcSettings,
  servesOthers: boolean,
  keys?: ExpectedTokens['keys'],
): WriteAccess {
  const { issuer, audience, clientId, scope } = settings;
  const refuse = (why: string): WriteAccess => ({ kind: 'refused', reason: `Writes are refused: ${why} ${REMEDY}` });
  if (issuer === undefined) {
    return refuse('nobody says who may write. Set MARQUEE_OIDC_ISSUER and MARQUEE_OIDC_AUDIENCE.');
  }
  const loopback = isLoopbackUrl(issuer);
  if (loopback === undefined) return refuse('MARQUEE_OIDC_ISSUER is no URL.');
  if (loopback && servesOthers) {
    return refuse('MARQUEE_OIDC_ISSUER names a loopback address. Set it to an issuer behind https.');
  }
  if (!loopback && !issuer.startsWith('https://')) return refuse('MARQUEE_OIDC_ISSUER must begin with https://.');
  if (audience === undefined) return refuse('MARQUEE_OIDC_AUDIENCE is missing.');
  return {
    kind: 'tokens',
    expected: { issuer, audience, ...(keys && { keys }) },
    signIn: clientId === undefined ? undefined : { issuer, clientId, audience, scope },
  };
}

/** A function whose store is on its own loopback is no function in AWS but a bundle on somebody's machine. */
export function decideLambdaWriteAccess({ oidc, dynamodbEndpoint }: LambdaConfig): WriteAccess {
  return decideWriteAccess(oidc, dynamodbEndpoint === undefined || isLoopbackUrl(dynamodbEndpoint) !== true);
}
