import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../config/schema.ts';
import { deploymentAlarms, LIVE } from '../stacks/names.ts';
import { outputOf } from './command.ts';
import { judgeDeployRole, readCalls, type Call, type Verdict } from './deploy-role.ts';
import { leftIn } from './leftovers.ts';
import { deniedByPlanRole, type Statement } from './plan-role.ts';
import type { Progress } from './progress.ts';
import { planAgain, shortcomingsOf, unexplained, type Difference } from './second-plan.ts';
import { TOKEN, type Stage } from './stage.ts';
import type { Workspace } from './workspace.ts';

const REPOSITORY = 'owner/name';
const INSTALL = { TF_VAR_github_repository: REPOSITORY, MARQUEE_TMDB_TOKEN: TOKEN };

/** How long logs are kept after the change. */
const CHANGED_DAYS = 14;

/** The commands of .github/workflows/build.yml and install.yml, in a repository of one commit. */
const DEPLOY = `git init --quiet
git -c user.name=rehearsal -c user.email=rehearsal@example.org commit --quiet --allow-empty --message 'A change'
sha256=$(sh scripts/deploy/build-archive.sh pack build.tar.gz)
sh scripts/deploy/build-archive.sh unpack build.tar.gz "$sha256"
sh install-all.sh "$ENVIRONMENT" --built "$(git rev-parse HEAD)"`;

/** The version of the code that is deployed after the install. */
const DEPLOYED_VERSION = '0.1.0-rehearsal';

/** The file in which the rehearsal plants the fault of a bad version: every search is answered with 500. */
const SEARCH_FILMS = 'server/src/application/films/search-films.ts';

const PAGE_ALONE = join(import.meta.dirname, 'page-alone.ts');

/** AWS's answer to GetAlias. */
type Alias = { readonly FunctionVersion: string; readonly RoutingConfig?: object };

type Env = Readonly<Record<string, string>>;
type Outputs = Readonly<Record<string, string>>;

/** Installs an environment, uses, plans, changes and destroys it, and prints a report. */
export class Lifecycle {
  readonly #stage: Stage;
  readonly #environment: Environment;
  readonly #progress: Progress;
  readonly #env: Env;
  /** For the rehearsal's own calls. The AWS CLI sends AWS_EXECUTION_ENV with each call, so that calls.py can tell these calls from those of the scripts. */
  readonly #ownEnv: Env;
  readonly #stacks: readonly string[];
  readonly #faults: string[] = [];
  readonly #differences: Difference[] = [];
  #outputs: Outputs = {};
  #resources: readonly number[] = [];

  constructor(stage: Stage, environment: Environment, progress: Progress) {
    this.#stage = stage;
    this.#environment = environment;
    this.#progress = progress;
    const { name, region } = environment;
    this.#env = { AWS_REGION: region, AWS_DEFAULT_REGION: region };
    this.#ownEnv = { ...this.#env, AWS_EXECUTION_ENV: 'rehearsal' };
    this.#stacks = ['marquee-bootstrap', `marquee-${name}-server`, `marquee-${name}-client`];
  }

  /**
   * @returns whether all is well
   * @throws Error if a step fails, because the following steps would then make no sense
   */
  async run(): Promise<boolean> {
    const { name } = this.#environment;
    await this.#install();
    const policy = this.#policyOf(`marquee-deploy-${name}`);
    await this.#step('npm run deploy -w server: new code', () => this.#deployCode());
    await this.#step('go back, and forward again', () => this.#goBack());
    if (this.#environment.alarms !== false) {
      await this.#step('deploy a bad version, and let its alarm fire', () => this.#takeBack());
    }
    await this.#step('use it', () => this.#use());
    await this.#step(`npm run restore:drill -- ${name}`, () =>
      this.#stage.run('restore-drill', 'node', ['scripts/restore-drill/main.ts', name], { env: this.#ownEnv }),
    );
    await this.#step('plan a second time', () => this.#planAgain());
    await this.#step('plan as the workflow of a pull request', () => this.#planPullRequest());
    await this.#step('change it, and deploy as GitHub does', () => this.#change());
    await this.#step(`destroy-all.sh ${name}`, () => this.#destroy());
    await this.#step('look for what is left', async () => {
      this.#find((await leftIn(this.#stage, this.#ownEnv)).map((one) => `Left in the account: ${one}`));
    });
    const calls = this.#calls();
    const verdict = judgeDeployRole(calls, policy);
    this.#find(verdict.denied.map((check) => `The deploy role may not: ${check}`));
    this.#find(verdict.elsewhere.map((check) => `The deploy role may do this in other environments too: ${check}`));
    this.#find(verdict.unused.map((action) => `The deploy role has a permission that it never uses: ${action}`));
    this.#find(
      this.#stage.proxy.refused.map((url) => `Something tried to reach another machine, and was refused: ${url}`),
    );
    this.#report(calls.length, verdict);
    return this.#faults.length === 0;
  }

  async #install(): Promise<void> {
    const { name, domain } = this.#environment;
    if (domain) await this.#step(`create the hosted zone ${domain.zone}`, () => this.#createZone(domain.zone));
    await this.#step(`install-all.sh ${name} --client`, () => this.#installClient());
    await this.#step(`install-all.sh ${name}`, () =>
      this.#stage.run('install', 'sh', ['install-all.sh', name], { env: INSTALL }),
    );
    this.#resources = this.#stacks.map((stack) => this.#terraform(stack, ['state', 'list']).trim().split('\n').length);
    this.#outputs = Object.assign({}, ...this.#stacks.map((stack) => this.#outputsOf(stack))) as Outputs;
  }

  /** Installs the page alone, which must then say that it has no API. */
  async #installClient(): Promise<void> {
    const { name } = this.#environment;
    await this.#stage.run('install-client', 'sh', ['install-all.sh', name, '--client'], { env: INSTALL });
    const { page_url: page = '' } = this.#outputsOf(`marquee-${name}-client`);
    const code = await this.#stage.run('page-alone', 'node', [PAGE_ALONE, page], { accepts: [0, 1] });
    if (code !== 0) this.#find([readFileSync(this.#stage.workspace.log('page-alone'), 'utf8').trim()]);
  }

  #outputsOf(stack: string): Outputs {
    const json = this.#terraform(stack, ['output', '-json']);
    const outputs = Object.entries(JSON.parse(json) as Record<string, { value: string }>);
    return Object.fromEntries(outputs.map(([key, { value }]) => [key, value]));
  }

  /** Creates the hosted zone of a domain. For a real install, the operator has such a zone already. */
  #createZone(zone: string): Promise<number> {
    const create = ['route53', 'create-hosted-zone', '--name', zone, '--caller-reference', 'rehearsal'];
    return this.#stage.run('zone', 'aws', create, { env: this.#ownEnv });
  }

  /** Deploys other code. The second plan must not show a difference because of it. */
  async #deployCode(): Promise<void> {
    // The emulator does not apply the weights of an alias, so it makes no difference how long the share is kept.
    this.#stage.workspace.replace('scripts/deploy/put-code.ts', /const MINUTES = '\d+'/, "const MINUTES = '0.5'");
    this.#stage.workspace.replace('server/package.json', /"version": "[^"]+"/, `"version": "${DEPLOYED_VERSION}"`);
    await this.#stage.run('deploy-server', 'sh', ['scripts/deploy/server.sh', this.#environment.name]);
  }

  /** Goes back to the code of the install, and to the build of the page that is live. */
  async #goBack(): Promise<void> {
    const { name } = this.#environment;
    const [first, second] = ['1', '2'];
    for (const release of [first, second]) {
      await this.#stage.run(`go-back-${release}`, 'sh', ['scripts/deploy/server.sh', name, '--to', release]);
      const { FunctionVersion: version } = this.#alias();
      if (version !== release) this.#find([`After going back to release ${release}, version ${version} is live.`]);
    }
    const listing = ['scripts/deploy/client.sh', name, '--to'];
    await this.#stage.run('list-builds', 'sh', listing, { accepts: [2] });
    const [, build = ''] = /(\d+) \(live\)/.exec(readFileSync(this.#stage.workspace.log('list-builds'), 'utf8')) ?? [];
    if (build === '') this.#find(['npm run deploy -w client -- ENV --to names no live build.']);
    else await this.#stage.run('go-back-page', 'sh', [...listing, build]);
  }

  /** While a bad version has its share, its alarm fires. The script must roll back. */
  async #takeBack(): Promise<void> {
    const { workspace } = this.#stage;
    const { name } = this.#environment;
    const before = this.#alias().FunctionVersion;
    workspace.replace(SEARCH_FILMS, /search\.search\(/g, 'search.broken(');
    const command = ['scripts/deploy/server.sh', name, '--minutes', '30'];
    const deployed = this.#stage.run('bad-version', 'sh', command, { accepts: [0, 1] });
    const isOver = deployed.then(
      () => true,
      () => true,
    );
    while (this.#alias().RoutingConfig === undefined) {
      if (await Promise.race([isOver, delay(1_000, false)])) break;
    }
    this.#setAlarm('ALARM');
    const code = await deployed;
    this.#setAlarm('OK');
    workspace.replace(SEARCH_FILMS, /search\.broken\(/g, 'search.search(');
    const { FunctionVersion: after, RoutingConfig: shared } = this.#alias();
    const isTakenBack = readFileSync(workspace.log('bad-version'), 'utf8').includes(
      'Rolled back, because an alarm has fired',
    );
    if (code !== 1 || !isTakenBack) this.#find([`The bad version was not rolled back: exit code ${String(code)}.`]);
    if (after !== before || shared !== undefined)
      this.#find([`The alias names version ${after} instead of ${before}.`]);
  }

  #alias(): Alias {
    const api = `marquee-${this.#environment.name}-api`;
    return JSON.parse(this.#aws(['lambda', 'get-alias', '--function-name', api, '--name', LIVE])) as Alias;
  }

  #setAlarm(state: string): void {
    const alarm = ['--alarm-name', deploymentAlarms(this.#environment).answers];
    this.#aws(['cloudwatch', 'set-alarm-state', ...alarm, '--state-value', state, '--state-reason', 'rehearsal']);
  }

  /** Calls AWS as the rehearsal itself, not as the scripts. */
  #aws(args: readonly string[]): string {
    const options = { cwd: this.#stage.workspace.repository, env: { ...this.#stage.env, ...this.#ownEnv } };
    return outputOf('aws', [...args, '--output', 'json'], options);
  }

  async #use(): Promise<void> {
    const env = {
      ...this.#ownEnv,
      ...{ REHEARSAL_OUTPUTS: JSON.stringify(this.#outputs), REHEARSAL_VERSION: DEPLOYED_VERSION },
      ...{ REHEARSAL_TMDB_URL: this.#stage.tmdbUrl, REHEARSAL_TMDB_TOKEN: TOKEN },
    };
    const use = { env, accepts: [0, 1] };
    const code = await this.#stage.run('use', 'node', [join(import.meta.dirname, 'use.ts')], use);
    this.#progress.note(indented(readFileSync(this.#stage.workspace.log('use'), 'utf8').trimEnd()));
    if (code !== 0) this.#find(['The environment does not work: see above.']);
  }

  async #planAgain(): Promise<void> {
    const { import_bucket: bucket = '', api_domain: api = '', page_url: page = '' } = this.#outputs;
    const { origin_verify_sha256: hash = '' } = this.#outputs;
    const env = {
      ...this.#env,
      ...{ TF_VAR_state_bucket: `marquee-state-${/\d{12}$/.exec(bucket)?.[0] ?? ''}` },
      ...{ TF_VAR_github_repository: REPOSITORY, TF_VAR_api_domain: api, TF_VAR_page_url: page },
      TF_VAR_origin_verify_sha256: hash,
    };
    for (const stack of this.#stacks) this.#differences.push(...(await planAgain(this.#stage, stack, env)));
    this.#find(
      unexplained(this.#differences).map(({ stack, address, path }) => `A second plan: ${stack} ${address} ${path}`),
    );
  }

  /** Plans with the arguments of scripts/deploy/plan-environments.sh. */
  async #planPullRequest(): Promise<void> {
    const { length } = this.#calls();
    const args = ['install-all.sh', this.#environment.name, '--plan', '--built', 'commit'];
    await this.#stage.run('pull-request', 'sh', args, { env: { TF_CLI_ARGS_plan: '-refresh=false' } });
    const denied = deniedByPlanRole(this.#calls().slice(length), this.#policyOf('marquee-plan'));
    this.#find(denied.map((check) => `The role of pull requests may not: ${check}`));
  }

  #calls(): Call[] {
    return readCalls(join(this.#stage.workspace.folder, 'calls.jsonl'));
  }

  async #change(): Promise<void> {
    change(this.#stage.workspace);
    const leftover = this.#leaveState();
    const { name } = this.#environment;
    await this.#stage.run('change', 'sh', ['-e', '-c', DEPLOY], { env: { ENVIRONMENT: name } });
    if (existsSync(leftover)) this.#find(['The state that an apply could not save was not saved by the next install.']);
    const list = ['logs', 'describe-log-groups', '--query', 'logGroups[].retentionInDays'];
    const days = JSON.parse(this.#aws(list)) as number[];
    if (days.length === 0 || days.some((one) => one !== CHANGED_DAYS))
      this.#find([`Logs are kept for these numbers of days after the change: ${days.join(', ')}`]);
  }

  /** Writes a state to the file that Terraform uses if it cannot save the state after an apply. Returns the path of the file. */
  #leaveState(): string {
    const stack = `marquee-${this.#environment.name}-server`;
    const state = JSON.parse(this.#terraform(stack, ['state', 'pull'])) as { serial: number };
    const file = join(this.#stage.workspace.stack(stack), 'errored.tfstate');
    writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
    return file;
  }

  async #destroy(): Promise<void> {
    const { name, isProtected } = this.#environment;
    if (isProtected) {
      await this.#stage.run('refuse', 'sh', ['destroy-all.sh', name, '--yes'], { accepts: [1] });
      const answer = readFileSync(this.#stage.workspace.log('refuse'), 'utf8');
      if (!answer.includes('--lift-protection')) this.#find(['destroy-all.sh fails without naming --lift-protection.']);
    }
    const lift = isProtected ? ['--lift-protection'] : [];
    await this.#stage.run('destroy-client', 'sh', ['destroy-all.sh', name, '--yes', '--client', ...lift]);
    await this.#stage.run('destroy', 'sh', ['destroy-all.sh', name, '--yes', '--state', ...lift]);
  }

  #policyOf(role: string): readonly Statement[] {
    const file = join(this.#stage.workspace.stack('marquee-bootstrap'), 'cdk.tf.json');
    const { resource } = JSON.parse(readFileSync(file, 'utf8')) as {
      resource: { aws_iam_role_policy: Record<string, { role: string; policy: string }> };
    };
    const found = Object.values(resource.aws_iam_role_policy).find((one) => one.role === role);
    if (!found) throw new Error(`${role} has no policy.`);
    return (JSON.parse(found.policy) as { Statement: Statement[] }).Statement;
  }

  #terraform(stack: string, args: readonly string[]): string {
    const { workspace, env } = this.#stage;
    const options = { cwd: workspace.repository, env: { ...env, ...this.#env } };
    return outputOf('terraform', [`-chdir=${workspace.stack(stack)}`, ...args], options);
  }

  #step<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#progress.step(name, work);
  }

  #find(faults: readonly string[]): void {
    this.#faults.push(...faults);
    for (const fault of faults) this.#progress.note(`  FAULT  ${fault}`);
  }

  #report(calls: number, { checked, reserves }: Verdict): void {
    const note = (title: string, lines: readonly string[]) => {
      if (lines.length > 0) this.#progress.note(`${title}\n${indented(lines.join('\n'))}`);
    };
    this.#progress.note(`
${this.#resources.join(' + ')} resources (account, server, client), ${String(calls)} calls to AWS, ${this.#progress.seconds()} s
The policy of the deploy role was evaluated ${String(checked)} times.`);
    note('Permissions that the deploy role never used, each with the reason why it has them:', reserves);
    note('A second plan differs because of the emulator:', shortcomingsOf(this.#differences));
    this.#progress.note('docs/rehearsal.md lists what the emulator cannot judge.');
    this.#progress.note(
      this.#faults.length === 0 ? 'All is well.' : `${String(this.#faults.length)} faults: the lines with FAULT above.`,
    );
  }
}

/** Makes one small change of each kind: settings, a function of CloudFront, the distribution. */
function change(workspace: Workspace): void {
  const environments = 'infrastructure/config/environments.ts';
  workspace.replace(environments, /logRetentionDays: \d+/g, `logRetentionDays: ${String(CHANGED_DAYS)}`);
  workspace.replace(environments, /memoryMb: 256/g, 'memoryMb: 512');
  workspace.replace('infrastructure/constructs/static-site.ts', /PriceClass_100/, 'PriceClass_200');
  workspace.replace('infrastructure/constructs/edge-functions.ts', /is a route/, 'is one route');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
