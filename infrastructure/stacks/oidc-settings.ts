/** Which tokens the API accepts, as in the settings of the API function. */
export type Tokens = {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId?: string | undefined;
  readonly scope?: string | undefined;
};

/** The settings of the API function that say which tokens it accepts. */
export function oidcSettings(tokens: Tokens | undefined): Record<string, string> {
  if (!tokens) return {};
  const { issuer, audience, clientId, scope } = tokens;
  return {
    MARQUEE_OIDC_ISSUER: issuer,
    MARQUEE_OIDC_AUDIENCE: audience,
    ...(clientId !== undefined && { MARQUEE_OIDC_CLIENT_ID: clientId }),
    ...(scope !== undefined && { MARQUEE_OIDC_SCOPE: scope }),
  };
}
