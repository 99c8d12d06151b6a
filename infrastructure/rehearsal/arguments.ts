import { parseArgs } from 'node:util';
import { ENVIRONMENTS } from '../config/environments.ts';
import { EVERYTHING } from '../test/everything.ts';

export const REHEARSED = [...ENVIRONMENTS, EVERYTHING];

/** The default environment, a protected one, and the one with every option. Every other environment resembles one of these. */
export const REHEARSED_BY_GITHUB = [
  ENVIRONMENTS[0],
  ENVIRONMENTS.find(({ isProtected }) => isProtected),
  EVERYTHING,
].flatMap((environment) => environment?.name ?? []);

const USAGE = `Usage: npm run rehearse:aws [-- ENV [--required]]     (${REHEARSED[0]?.name ?? ''})

Installs an environment with install-all.sh into an emulator of AWS on this machine, uses it, plans and applies it again,
destroys it, and checks that nothing is left and that the deploy role may make every call. Makes no call to a real account.
  ENV          ${REHEARSED.map(({ name }) => name).join(', ')}; ${EVERYTHING.name} is an environment of the tests with every option
  --required   fails if something is missing on this machine, instead of skipping the rehearsal

Needs Python 3.10, Terraform 1.11 and an AWS provider for it. If one is missing, it says so and skips the rehearsal.
MARQUEE_TERRAFORM_MIRROR names a folder with the provider (a filesystem mirror of Terraform), if the rehearsal does not find one.
MARQUEE_AWS_PROVIDER names the version of the provider, such as 6.29.0. Default: the newest on this machine; if there is none, the
one that environments are deployed with, which Terraform downloads.

Exit codes: 0 all is well, or skipped; 1 something is wrong; 2 wrong arguments`;

/** Returns what to rehearse. Prints the usage and returns `undefined` if there is nothing. */
export function chosen(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' }, required: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  });
  if (values['help'] === true) {
    process.stdout.write(`${USAGE}\n`);
    return undefined;
  }
  const [name = REHEARSED[0]?.name] = positionals;
  const environment = REHEARSED.find((one) => one.name === name);
  const { required, ...unknown } = values;
  if (environment && positionals.length <= 1 && Object.keys(unknown).length === 0) {
    return { environment, isRequired: required === true };
  }
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
  return undefined;
}
