// Prints what the scripts need to know about an environment: node infrastructure/print-environment.ts NAME
import { ENVIRONMENTS } from './config/environments.ts';
import { factsOf } from './config/facts.ts';

const [name = ''] = process.argv.slice(2);
const environment = ENVIRONMENTS.find((one) => one.name === name);
if (!environment) throw new Error(`There is no environment ${name}.`);
process.stdout.write(factsOf(environment));
