import { decodeJwt, errors, jwtVerify, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { invalidToken, type MarqueeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { TokenVerifier, VerifiedToken } from '../../../ports/token-verifier.ts';
import { isAccessToken } from './access-token.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { sameIssuer } from './same-issuer.ts';
import { scopesOf } from './token-scopes.ts';

/**
 * Algorithms whose signatures only the holder of a private key can make. `none` and HMAC are not among them: with HMAC,
 * anyone who knows the public key could sign.
 */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How far the issuer's clock and ours may differ. */
const TOLERANCE_SEC = 30;

export type ExpectedTokens = {
  /** `https://...`; a trailing slash does not matter. */
  readonly issuer: string;
  /** The `aud` of tokens for this API; with Cognito, the id of the app client. */
  readonly audience: string;
  /** Public keys of the issuer that are known already and need not be requested. Default: none. */
  readonly keys?: readonly JWK[];
};

/** Verifies access tokens in JWT form (RFC 7519, RFC 9068) of one OpenID Connect issuer. */
export class OidcTokenVerifier implements TokenVerifier {
  readonly refusal = undefined;
  readonly #expected: ExpectedTokens;
  readonly #clock: Clock;
  readonly #keys: IssuerKeys;

  constructor(expected: ExpectedTokens, clock: Clock, observer: Observer) {
    this.#expected = expected;
    this.#clock = clock;
    this.#keys = new IssuerKeys(expected, clock, observer);
  }

  async verify(token: string): Promise<VerifiedToken> {
    const { payload, protectedHeader } = await this.#check(token).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? refused(error) : error;
    });
    if (!isFor(this.#expected.audience, payload)) throw invalidToken('The token is for another audience.');
    if (!isAccessToken(protectedHeader, payload)) {
      throw invalidToken('The token is not a bearer access token. ID tokens are not accepted.');
    }
    return { subject: payload.sub, scopes: scopesOf(payload) };
  }

  async #check(token: string): Promise<{ payload: JWTPayload; protectedHeader: JWTHeaderParameters }> {
    // The issuer is checked before the key is looked for, so that tokens of another issuer do not make us request keys
    // from our issuer.
    if (!sameIssuer(decodeJwt(token).iss, this.#expected.issuer)) throw invalidToken('The token has another issuer.');
    return jwtVerify(
      token,
      async (header, jws) => {
        const key = await this.#keys.find(header, jws);
        if (!key) throw invalidToken('The token is signed with a key that the issuer does not have.');
        return key;
      },
      {
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SEC,
        currentDate: new Date(this.#clock.nowMs()),
        requiredClaims: ['exp'],
      },
    );
  }
}

/** Cognito's access tokens carry `client_id` in place of `aud`. */
function isFor(audience: string, { aud, client_id: clientId, token_use: use }: JWTPayload): boolean {
  if (aud === undefined) return use === 'access' && clientId === audience;
  return Array.isArray(aud) ? aud.includes(audience) : aud === audience;
}

/**
 * Maps the library's errors to messages of our own, because a later version of the library may put values of the token
 * into its messages.
 */
function refused(error: errors.JOSEError): MarqueeError {
  if (error instanceof errors.JWTExpired) return invalidToken('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidToken(
      error.claim === 'nbf' ? 'The token is not valid yet.' : 'A claim of the token is not acceptable.',
    );
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalidToken('The token is signed with an algorithm that is not accepted.');
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return invalidToken('The signature of the token is not valid.');
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) {
    return invalidToken('The token does not name its key (kid), and the issuer has several keys that could fit.');
  }
  return invalidToken('The token cannot be read.');
}
