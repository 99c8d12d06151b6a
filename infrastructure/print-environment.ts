// Prints what the scripts have to know of an environment, `name=value` on each line.
import { ENVIRONMENTS, reservedConcurrencyOf } from './config/environments.ts';

const [name = ''] = process.argv.slice(2);
const environment = ENVIRONMENTS.find((one) => one.name === name);
if (!environment) throw new Error(`There is no environment ${name}.`);
const { region, isProtected, writers, domain } = environment;
const facts = {
  region,
  isProtected,
  reservedConcurrency: reservedConcurrencyOf(environment),
  // Its sign-in has to be told where the page is, and that is known only when the page is there.
  signInNeedsPage: writers.kind === 'cognito' && domain === undefined,
};
for (const [key, value] of Object.entries(facts)) process.stdout.write(`${key}=${String(value)}\n`);
