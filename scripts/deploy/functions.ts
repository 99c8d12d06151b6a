import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FUNCTIONS, type FunctionName } from '../../infrastructure/bundles/pack-bundles.ts';
import { LIVE, nameIn } from '../../infrastructure/stacks/names.ts';
import { AwsError, type Aws } from './aws.ts';

/** A version of each function. */
export type Versions = Readonly<Record<FunctionName, string>>;

type AliasAnswer = {
  readonly FunctionVersion: string;
  readonly RevisionId: string;
  readonly RoutingConfig?: { readonly AdditionalVersionWeights?: Weights };
};

type Weights = Readonly<Record<string, number>>;

/** What an alias names, and the revision by which AWS notices that somebody else has moved it. */
type AliasState = { readonly version: string; readonly weights: Weights; readonly revision: string };

/** A deployment cannot go on. The message says what to do. */
export class DeploymentFailed extends Error {}

/** The longest that a function may take to answer a call of the scripts: Lambda's own limit. */
const LONGEST_CALL_SEC = 900;

/** The functions of an environment in AWS: their code, versions and aliases. */
export class Functions {
  readonly #environment: string;
  readonly #aws: Aws;
  /** The state in which each alias was last seen. AWS refuses to move an alias that somebody else has moved since. */
  readonly #seen = new Map<FunctionName, AliasState>();
  /** What each alias was last asked to name. It may name it although no answer has arrived. */
  readonly #asked = new Map<FunctionName, Omit<AliasState, 'revision'>>();

  constructor(environment: string, aws: Aws) {
    this.#environment = environment;
    this.#aws = aws;
  }

  nameOf(name: FunctionName): string {
    return `${nameIn({ name: this.#environment })}-${name}`;
  }

  /**
   * The versions that the aliases name: `$LATEST` before the first deployment. A version that has only a share is not
   * live.
   *
   * @throws DeploymentFailed if a function or its alias is missing
   */
  async live(): Promise<Versions> {
    const found: [FunctionName, string][] = [];
    for (const name of FUNCTIONS) found.push([name, await this.#live(name)]);
    return Object.fromEntries(found) as Versions;
  }

  async #live(name: FunctionName): Promise<string> {
    try {
      const state = await this.#alias(name);
      this.#seen.set(name, state);
      return state.version;
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      const { message } = error;
      throw new DeploymentFailed(
        `${this.#environment} has no functions, or they have no alias ${LIVE}. Install it first: sh install-all.sh ${this.#environment}\n${message}`,
      );
    }
  }

  async #alias(name: FunctionName): Promise<AliasState> {
    return stateOf(await this.#json<AliasAnswer>(['get-alias', ...this.#of(name), '--name', LIVE]));
  }

  /** The SHA-256 of the code that was uploaded last, in base64. */
  async codeOf(name: FunctionName): Promise<string> {
    return (await this.#configuration(name)).CodeSha256;
  }

  /** The environment variables of a version. `$LATEST` has those that Terraform has applied last. */
  async settingsOf(name: FunctionName, version: string): Promise<Readonly<Record<string, string>>> {
    return (await this.#configuration(name, ['--qualifier', version])).Environment?.Variables ?? {};
  }

  #configuration(name: FunctionName, version: readonly string[] = []) {
    return this.#json<{
      readonly CodeSha256: string;
      readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
    }>(['get-function-configuration', ...this.#of(name), ...version]);
  }

  async upload(name: FunctionName, file: string): Promise<void> {
    await this.#lambda(['update-function-code', ...this.#of(name), '--zip-file', `fileb://${file}`]);
    await this.#lambda(['wait', 'function-updated-v2', ...this.#of(name)]);
  }

  /**
   * Makes a version of the code and the settings that the function has now. If a version has both already, AWS makes no
   * new one.
   *
   * @param hash the code that the version must have. AWS refuses if somebody has uploaded other code since
   */
  async publish(name: FunctionName, hash: string): Promise<string> {
    const { Version: version } = await this.#json<{ Version: string }>([
      ...['publish-version', ...this.#of(name), '--code-sha256', hash],
    ]);
    return version;
  }

  /** Lets a version answer every call. */
  move(name: FunctionName, version: string): Promise<void> {
    return this.#update(name, {}, version);
  }

  /** Lets a version answer a share of the calls, between 0 and 1. The version of the alias answers the others. */
  share(name: FunctionName, version: string, share: number): Promise<void> {
    return this.#update(name, { [version]: share });
  }

  /** Lets the version of the alias answer every call again. */
  takeBack(name: FunctionName): Promise<void> {
    return this.#update(name, {});
  }

  async #update(name: FunctionName, weights: Weights, version?: string): Promise<void> {
    const asked = { version: version ?? this.#seen.get(name)?.version ?? '', weights };
    const before = this.#asked.get(name);
    this.#asked.set(name, asked);
    try {
      await this.#ask(name, weights, version);
    } catch (error) {
      if (!isPreconditionFailed(error)) throw error;
      // If an answer was lost, the alias has changed, but as we asked.
      const now = await this.#alias(name);
      if (!names(now, asked) && !(before && names(now, before))) throw this.#movedByOthers(name);
      this.#seen.set(name, now);
      await this.#ask(name, weights, version).catch((again: unknown) => {
        throw isPreconditionFailed(again) ? this.#movedByOthers(name) : again;
      });
    }
  }

  async #ask(name: FunctionName, weights: Weights, version?: string): Promise<void> {
    const revision = this.#seen.get(name)?.revision;
    const answer = await this.#json<AliasAnswer>([
      ...['update-alias', ...this.#of(name), '--name', LIVE],
      ...(version === undefined ? [] : ['--function-version', version]),
      ...['--routing-config', JSON.stringify({ AdditionalVersionWeights: weights })],
      ...(revision === undefined ? [] : ['--revision-id', revision]),
    ]);
    this.#seen.set(name, stateOf(answer));
  }

  #movedByOthers(name: FunctionName): DeploymentFailed {
    return new DeploymentFailed(
      `Somebody else has moved the alias ${LIVE} of ${this.nameOf(name)} in the meantime. Run this command again when they have finished.`,
    );
  }

  /** Lambda must not call a version again that has failed, or has waited for a minute, because the next call follows then. */
  async neverRetry(name: FunctionName, version: string): Promise<void> {
    await this.#lambda([
      ...['put-function-event-invoke-config', ...this.#of(name), '--qualifier', version],
      ...['--maximum-retry-attempts', '0', '--maximum-event-age-in-seconds', '60'],
    ]);
  }

  /**
   * Calls one version directly, without the alias.
   *
   * @returns what the function answers
   * @throws DeploymentFailed if the function throws
   */
  async call(name: FunctionName, version: string, event: object, longestSec = LONGEST_CALL_SEC): Promise<unknown> {
    const { answer, isFailed } = await this.#invoke(name, version, event, [
      ...['--cli-read-timeout', String(longestSec)],
    ]);
    if (isFailed) throw new DeploymentFailed(`Version ${version} of ${this.nameOf(name)} fails:\n${answer}`);
    return answer === '' ? undefined : (JSON.parse(answer) as unknown);
  }

  /** Calls one version, and does not wait for its answer. */
  async send(name: FunctionName, version: string, event: object): Promise<void> {
    await this.#invoke(name, version, event, ['--invocation-type', 'Event']);
  }

  async #invoke(name: FunctionName, version: string, event: object, options: readonly string[]) {
    // A file, because versions 1 and 2 of the AWS CLI read a payload in an argument in different ways.
    const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
    const [payload, output] = [join(folder, 'event.json'), join(folder, 'answer.json')];
    try {
      writeFileSync(payload, JSON.stringify(event));
      const args = ['--qualifier', version, '--payload', `fileb://${payload}`, ...options, output];
      // One attempt, because the CLI would otherwise call the function again after a timeout or a 429.
      const given = await this.#lambda(['invoke', ...this.#of(name), ...args], 1);
      const { FunctionError: failure } = JSON.parse(given) as { FunctionError?: string };
      return { answer: readFileSync(output, 'utf8'), isFailed: failure !== undefined };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * Deletes the versions that are not among these, because Lambda allows 75 GB for the code of all versions in a
   * region.
   */
  async prune(name: FunctionName, kept: readonly string[]): Promise<void> {
    const versions = await this.#json<string[]>([
      ...['list-versions-by-function', ...this.#of(name), '--query', 'Versions[].Version'],
    ]);
    for (const version of versions.filter((one) => one !== '$LATEST' && !kept.includes(one))) {
      await this.#lambda(['delete-function', ...this.#of(name), '--qualifier', version]);
    }
  }

  #of(name: FunctionName): string[] {
    return ['--function-name', this.nameOf(name)];
  }

  #lambda(args: readonly string[], attempts?: number): Promise<string> {
    return this.#aws(['lambda', ...args], attempts);
  }

  async #json<T>(args: readonly string[]): Promise<T> {
    return JSON.parse(await this.#lambda(args)) as T;
  }
}

function stateOf({ FunctionVersion: version, RevisionId: revision, RoutingConfig: shared }: AliasAnswer): AliasState {
  return { version, revision, weights: shared?.AdditionalVersionWeights ?? {} };
}

function names(state: AliasState, { version, weights }: Omit<AliasState, 'revision'>): boolean {
  return state.version === version && isDeepStrictEqual(state.weights, weights);
}

function isPreconditionFailed(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'PreconditionFailedException';
}
