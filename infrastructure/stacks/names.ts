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

/**
 * The name of the permissions boundary of every role that an environment has: of its functions and of its pods. The
 * bootstrap stack creates the boundary.
 */
export function boundaryOf(environment: { readonly name: string }): string {
  return `${nameIn(environment)}-boundary`;
}

/** The name of the bucket with the page. The client's stack creates it, and the API's function reads index.html in it. */
export function pageBucket(environment: { readonly name: string }, accountId: string): string {
  return `${nameIn(environment)}-page-${accountId}`;
}

/**
 * The name of the OpenSearch domain. AWS allows 28 characters, of which the name of the environment
 * may take 12.
 */
export function searchDomainName(environment: { readonly name: string }): string {
  return `${nameIn(environment)}-search`;
}

/**
 * The OpenSearch domain, if the environment has one. The ARN is made from the name, because the policy of the domain, which
 * has the ARN, cannot refer to the domain. The functions name an index after the films table that they use.
 */
export function searchDomainOf(
  environment: { readonly name: string; readonly region: string; readonly openSearch?: unknown },
  accountId: string,
): { readonly arn: string; readonly index: string } | undefined {
  if (environment.openSearch === undefined) return undefined;
  const arn = `arn:aws:es:${environment.region}:${accountId}:domain/${searchDomainName(environment)}`;
  return { arn, index: `${nameIn(environment)}-films` };
}

/**
 * The alias through which everything calls the functions. It names the version that answers, and during a deployment
 * two versions. See docs/adr/0011-a-weighted-alias.md.
 */
export const LIVE = 'live';

/** The names of the alarms that roll a deployment back. The script that deploys asks for them by name. */
export function deploymentAlarms(environment: { readonly name: string }): { answers: string; errors: string } {
  const name = `${nameIn(environment)}-deployment`;
  return { answers: `${name}-5xx`, errors: `${name}-errors` };
}

/** The SSM parameter with the releases that an environment can go back to. */
export function releasesParameter(environment: { readonly name: string }): string {
  return `/marquee/${environment.name}/releases`;
}

/** The ARN of the topic of the alarms. The server's stack creates it in the region of the environment. */
export function alarmTopic(environment: { readonly name: string; readonly region: string }, accountId: string): string {
  return `arn:aws:sns:${environment.region}:${accountId}:${nameIn(environment)}-alarms`;
}

/** Where CloudFront and Route 53 send their metrics. An alarm must be in the region of its metric. */
export const EDGE_REGION = 'us-east-1';

/** The ARNs of the alarms of the client's stack. The names end with the ids of `edgeWatches`. */
export function edgeAlarms(
  environment: { readonly name: string },
  accountId: string,
  hasSyntheticCheck: boolean,
): { readonly cloudfront: string; readonly syntheticCheck: string | undefined } {
  const arn = (id: string) => `arn:aws:cloudwatch:${EDGE_REGION}:${accountId}:alarm:${nameIn(environment)}-${id}`;
  return { cloudfront: arn('cloudfront-5xx'), syntheticCheck: hasSyntheticCheck ? arn('synthetic-check') : undefined };
}
