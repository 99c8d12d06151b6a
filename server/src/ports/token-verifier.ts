/** What an accepted access token says. */
export type VerifiedToken = {
  /** Whom the token is about, as the issuer knows them; absent when the issuer does not say. */
  readonly subject?: string | undefined;
  /** Names such as `films:write`, without any prefix of the issuer's. */
  readonly scopes: ReadonlySet<string>;
};

/** Says whether a bearer token was made by the operator's issuer, for this API, and what it allows. */
export interface TokenVerifier {
  /** Why no token at all can be accepted here, in a sentence with the remedy; `undefined` when tokens are verified. */
  readonly refusal: string | undefined;

  /**
   * @param token the compact form of a JWT, as it came from the client
   * @throws MarqueeError `unauthenticated` when the token is not to be accepted, `upstream-unavailable` when the issuer
   * is needed to say so and does not answer, `not-configured` with {@link refusal}
   */
  verify(token: string): Promise<VerifiedToken>;
}
