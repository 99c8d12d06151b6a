// Prints what the scripts need to know about an environment, as one `name=value` per line.
import { ENVIRONMENTS, reservedConcurrencyOf } from './config/environments.ts';

const [name = ''] = process.argv.slice(2);
const environment = ENVIRONMENTS.find((one) => one.name === name);
if (!environment) throw new Error(`There is no environment ${name}.`);
const { region, account, isProtected, functions, writers, domain, hasFirewall } = environment;
const facts = {
  region,
  ...(account !== undefined && { account }),
  functions: Object.keys(functions).join(' '),
  isProtected,
  reservedConcurrency: reservedConcurrencyOf(environment),
  // Sign-in needs the address of the page, and the firewall a hash, which are known only after the page has been deployed.
  serverNeedsPage: (writers.kind === 'cognito' && domain === undefined) || hasFirewall,
};
for (const [key, value] of Object.entries(facts)) process.stdout.write(`${key}=${String(value)}\n`);
