/** The content of an accepted access token. */
export type VerifiedToken = {
  /** The subject of the token, as the issuer names it; absent if the issuer names none. */
  readonly subject?: string | undefined;
  /** Names such as `films:write`, without the issuer's prefix. */
  readonly scopes: ReadonlySet<string>;
};

/** Verifies that the operator's issuer made a bearer token for this API, and returns what the token allows. */
export interface TokenVerifier {
  /** Why this installation can accept no token at all, in a sentence with the remedy; `undefined` if tokens are verified. */
  readonly refusal: string | undefined;

  /**
   * @param token the compact form of a JWT, as the client sent it
   * @throws MarqueeError `unauthenticated` if the token is not accepted, `upstream-unavailable` if the issuer must be asked
   * for its keys and does not answer, `not-configured` with {@link refusal}
   */
  verify(token: string): Promise<VerifiedToken>;
}
