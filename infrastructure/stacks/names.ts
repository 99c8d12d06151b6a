/** Prefix of the names of an environment's resources, such as `marquee-dev`. */
export function nameIn(environment: { readonly name: string }): string {
  return `marquee-${environment.name}`;
}

/**
 * The domain prefix of Cognito's pages. It must be unique in a region across all AWS accounts, so it contains the
 * account's number.
 */
export function cognitoDomainPrefix(environmentName: string, accountId: string): string {
  return `marquee-${environmentName}-${accountId}`;
}

/** Permissions boundary of every function's role; created by the bootstrap stack. */
export const BOUNDARY = 'marquee-boundary';
