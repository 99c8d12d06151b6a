/** The content of an accepted access token. */
export type VerifiedToken = {
  /** The subject of the token, as the issuer names it; absent if the issuer names none. */
  readonly subject?: string | undefined;
  /** Names such as `films:write`, without the issuer's prefix. */
  readonly scopes: ReadonlySet<string>;
};

/** Verifies that the operator's issuer made a bearer token for this API, and returns what the token allows. */
export interface TokenVerifier {
  /**
   * Why this installation cannot accept any token, and what the operator can do about it, in one sentence. `undefined`
   * if this installation can verify tokens.
   */
  readonly refusal: string | undefined;

  /**
   * @param token the compact form of a JWT, as the client sent it
   * @throws MarqueeError `unauthenticated` if the token is not accepted, `upstream-unavailable` if the issuer's keys
   * are needed and the issuer does not answer, `not-configured` if there is a {@link refusal}
   */
  verify(token: string): Promise<VerifiedToken>;
}
