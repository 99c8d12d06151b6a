// Deploys to the functions of an environment the code that the last synthesis has packed, or goes back to an earlier
// release. Terraform only creates the functions. Prints what it does.
//
//   node scripts/deploy/put-code.ts ENVIRONMENT [--minutes N]
//   node scripts/deploy/put-code.ts ENVIRONMENT --to RELEASE
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { FUNCTIONS, packageOf, type FunctionName } from '../../infrastructure/bundles/pack-bundles.ts';
import { ENVIRONMENTS } from '../../infrastructure/config/environments.ts';
import { aws, AwsError } from './aws.ts';
import { Deployment, type Code } from './deployment.ts';
import { DeploymentFailed, Functions } from './functions.ts';
import { listed, Releases } from './releases.ts';

const BUNDLES = 'infrastructure/cdktf.out/lambda';

/** An alarm has a period of a minute, and metrics arrive up to two minutes late. */
const MINUTES = '5';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: MINUTES }, to: { type: 'string' } },
  allowPositionals: true,
});
const name = positionals[0] ?? '';
const environment = ENVIRONMENTS.find((one) => one.name === name);
if (!environment) throw new Error(`There is no environment ${name}.`);
if (!/^\d+(?:\.\d+)?$/.test(values.minutes)) {
  throw new Error(`--minutes must be a number such as 5, or 0 for all requests at once, not '${values.minutes}'.`);
}

const interrupted = new AbortController();
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted.abort(new DeploymentFailed('The deployment was interrupted.'));
  });
}
const clock = {
  nowMs: () => Date.now(),
  wait: (ms: number) =>
    delay(ms, undefined, { signal: interrupted.signal }).catch(() => {
      throw interrupted.signal.reason;
    }),
};
const say = (line: string) => process.stdout.write(`${line}\n`);
const functions = new Functions(name, aws);
const releases = new Releases(name, aws);
const deployment = new Deployment({ environment, functions, releases, aws, clock, say });

try {
  if (values.to === undefined) await deploy(Number(values.minutes));
  else await goBack(values.to);
} catch (error) {
  if (!(error instanceof DeploymentFailed || error instanceof AwsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function deploy(minutes: number): Promise<void> {
  const code = Object.fromEntries(FUNCTIONS.map((one) => [one, packed(one)])) as Record<FunctionName, Code>;
  if (await deployment.run(code, commit(), minutes)) return;
  const log = `aws logs tail /aws/lambda/${functions.nameOf('api')} --since 15m --format short`;
  say(`Find out why before you deploy again, for example with: ${log}`);
  process.exitCode = 1;
}

async function goBack(wanted: string): Promise<void> {
  const known = await releases.list();
  const release = known.find(({ number }) => String(number) === wanted);
  if (release) return deployment.goBack(release.versions);
  const list = listed(known, await functions.live());
  process.stderr.write(`There is no release '${wanted}' of ${name} to go back to. There are:\n${list}`);
  process.exitCode = 2;
}

function packed(one: FunctionName): Code {
  const file = `${BUNDLES}/${packageOf(one, environment?.openSearch !== undefined)}`;
  return { file, hash: createHash('sha256').update(readFileSync(file)).digest('base64') };
}

function commit(): string | undefined {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
