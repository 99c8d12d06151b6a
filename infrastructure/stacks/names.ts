/** Returns the prefix of the names of an environment's resources, such as `marquee-dev`. */
export function nameIn(environment: { readonly name: string }): string {
  return `marquee-${environment.name}`;
}

/**
 * Returns the domain prefix of Cognito's pages. The prefix must be unique in a region across all AWS accounts, so it
 * contains the account's number.
 */
export function cognitoDomainPrefix(environmentName: string, accountId: string): string {
  return `marquee-${environmentName}-${accountId}`;
}

/** The name of the permissions boundary of every function's role. The bootstrap stack creates the boundary. */
export const BOUNDARY = 'marquee-boundary';

/** The name of the bucket with the page. The client's stack creates it, and the API's function reads index.html in it. */
export function pageBucket(environment: { readonly name: string }, accountId: string): string {
  return `${nameIn(environment)}-page-${accountId}`;
}

/** The ARN of the topic of the alarms. The server's stack creates it in the region of the environment. */
export function alarmTopic(environment: { readonly name: string; readonly region: string }, accountId: string): string {
  return `arn:aws:sns:${environment.region}:${accountId}:${nameIn(environment)}-alarms`;
}
