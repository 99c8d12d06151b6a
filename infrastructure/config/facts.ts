import { reservedConcurrencyOf } from './environments.ts';
import type { Environment } from './schema.ts';

/** What the scripts need to know about an environment, as one `name=value` per line. */
export function factsOf(environment: Environment): string {
  const { region, account, isProtected, functions, writers, domain, hasFirewall, replicaRegions } = environment;
  const facts = {
    region,
    ...(account !== undefined && { account }),
    functions: Object.keys(functions).join(' '),
    isProtected,
    replicaRegions: replicaRegions.join(' '),
    reservedConcurrency: reservedConcurrencyOf(environment),
    // Sign-in needs the address of the page, and the firewall a hash, which are known only after the page has been deployed.
    serverNeedsPage: (writers.kind === 'cognito' && domain === undefined) || hasFirewall,
  };
  return Object.entries(facts)
    .map(([key, value]) => `${key}=${String(value)}\n`)
    .join('');
}
