/** What the names of an environment's resources begin with: `marquee-dev`. */
export function nameIn(environment: { readonly name: string }): string {
  return `marquee-${environment.name}`;
}

/** Unique in a region of AWS, hence the account's number. */
export function cognitoDomainPrefix(environmentName: string, accountId: string): string {
  return `marquee-${environmentName}-${accountId}`;
}

/** The policy that bounds what any function may be granted; made by the bootstrap stack. */
export const BOUNDARY = 'marquee-boundary';
