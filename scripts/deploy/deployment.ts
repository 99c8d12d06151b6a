import { FUNCTIONS, type FunctionName } from '../../infrastructure/bundles/pack-bundles.ts';
import { deploymentAlarms } from '../../infrastructure/stacks/names.ts';
import { toHttpApiEvent } from '../../server/src/adapters/driving/http/http-api-event.ts';
import { AwsError, type Aws } from './aws.ts';
import { DeploymentFailed, type Functions, type Versions } from './functions.ts';
import { isSame, type Releases } from './releases.ts';

/** The share of the requests that the new version gets first. */
const SHARE = 0.1;

/** How often the alarms are read. An alarm has a period of a minute. */
const LOOK_EVERY_MS = 15_000;

/** How often the new version of the snapshot function is called while the old one is live. */
const REBUILD_EVERY_MS = 60_000;

/** How long a deployment waits while a rebuild of the old version occupies the snapshot function. */
const BUSY_MS = 300_000;
const ASK_AGAIN_MS = 5_000;

/** Going back waits at most this long for a snapshot in the old version's format. */
const SNAPSHOT_BEFORE_GOING_BACK_SEC = 60;

type Clock = {
  readonly nowMs: () => number;
  /** Rejects when the deployment is interrupted. */
  readonly wait: (ms: number) => Promise<void>;
};

type DeploymentParts = {
  readonly environment: { readonly name: string; readonly alarms: unknown };
  readonly functions: Functions;
  readonly releases: Releases;
  readonly aws: Aws;
  readonly clock: Clock;
  readonly say: (line: string) => void;
};

export type Code = {
  readonly file: string;
  /** SHA-256 in base64. */
  readonly hash: string;
};

/** Brings code into an environment, and takes it back when an alarm fires. docs/adr/0011-a-weighted-alias.md says why so. */
export class Deployment {
  readonly #parts: DeploymentParts;

  constructor(parts: DeploymentParts) {
    this.#parts = parts;
  }

  /**
   * Uploads and publishes the code, gives the new version of the API a share of the requests, and then makes the new
   * versions of all functions live.
   *
   * @param minutes how long the new version keeps its share. 0: it gets all requests at once
   * @returns whether the new versions are live. If they are not, an alarm has fired, and the old ones are live again
   * @throws DeploymentFailed or AwsError; the versions that were live before are live then
   */
  async run(code: Readonly<Record<FunctionName, Code>>, commit: string | undefined, minutes: number): Promise<boolean> {
    const { functions, releases, clock, say } = this.#parts;
    // All functions are looked up before the first one is changed, so that nothing changes if one is missing.
    const live = await functions.live();
    const wanted = await this.#publish(code);
    if (!isSame(live, wanted)) {
      await this.#tryOut(wanted);
      const isGradual = minutes > 0 && this.#alarms.length > 0 && live.api !== '$LATEST' && live.api !== wanted.api;
      if (isGradual && !(await this.#shift(live.api, wanted, minutes))) return false;
      await this.#moveAll(wanted);
    }
    const kept = await releases.record(wanted, new Date(clock.nowMs()).toISOString(), commit);
    const number = kept.find(({ versions }) => isSame(versions, wanted))?.number ?? 0;
    for (const name of FUNCTIONS) {
      say(
        `${functions.nameOf(name)}: version ${wanted[name]} ${live[name] === wanted[name] ? 'was live already' : 'is live'}`,
      );
    }
    say(
      `This is release ${String(number)}. To come back to it later: npm run deploy -w server -- ${this.#parts.environment.name} --to ${String(number)}`,
    );
    for (const name of FUNCTIONS) {
      await functions
        .prune(
          name,
          kept.map(({ versions }) => versions[name]),
        )
        .catch((error: unknown) => {
          say(
            `Old versions of ${functions.nameOf(name)} could not be deleted; the next deployment tries again: ${messageOf(error)}`,
          );
        });
    }
    return true;
  }

  /** Makes earlier versions live again, all at once. */
  async goBack(versions: Versions): Promise<void> {
    const { functions, say } = this.#parts;
    await functions.live();
    // If the old version reads another format of snapshots, its instances would otherwise read the whole table.
    say('Asking the old version for a search snapshot in its own format');
    await functions.call('snapshot', versions.snapshot, {}, SNAPSHOT_BEFORE_GOING_BACK_SEC).catch((error: unknown) => {
      say(`There is none yet; its schedule builds it within minutes: ${messageOf(error)}`);
    });
    await this.#moveAll(versions);
    for (const name of FUNCTIONS) say(`${functions.nameOf(name)}: version ${versions[name]} is live`);
  }

  async #publish(code: Readonly<Record<FunctionName, Code>>): Promise<Versions> {
    const { functions, say } = this.#parts;
    const published: [FunctionName, string][] = [];
    for (const name of FUNCTIONS) {
      const { file, hash } = code[name];
      // New code makes the next requests cold starts, so a function that has this code already is left alone.
      if ((await functions.codeOf(name)) !== hash) {
        say(`Uploading the code of ${functions.nameOf(name)}`);
        await functions.upload(name, file);
      }
      published.push([name, await functions.publish(name, hash)]);
    }
    return Object.fromEntries(published) as Versions;
  }

  /** Calls the new versions before anybody else does. */
  async #tryOut(wanted: Versions): Promise<void> {
    const { functions, say } = this.#parts;
    say('Trying the new versions: the search snapshot, and GET /v1/health');
    // A new version may read another format of snapshots. Its first instances find a snapshot of this format.
    await this.#whenFree(() => functions.call('snapshot', wanted.snapshot, {}));
    const event = toHttpApiEvent({ method: 'GET', target: '/v1/health' });
    const { statusCode: status } = (await functions.call('api', wanted.api, event)) as { readonly statusCode: number };
    if (status >= 500) {
      throw new DeploymentFailed(
        `Version ${wanted.api} of ${functions.nameOf('api')} answers GET /v1/health with ${String(status)}. It gets no requests; the version before it is live.`,
      );
    }
  }

  /** The snapshot function reserves one instance, which a rebuild of the old version may occupy. */
  async #whenFree(call: () => Promise<unknown>): Promise<void> {
    const { clock } = this.#parts;
    const giveUpAtMs = clock.nowMs() + BUSY_MS;
    for (;;) {
      try {
        await call();
        return;
      } catch (error) {
        const isBusy = error instanceof AwsError && error.code === 'TooManyRequestsException';
        if (!isBusy || clock.nowMs() >= giveUpAtMs) throw error;
        await clock.wait(ASK_AGAIN_MS);
      }
    }
  }

  /** @returns whether no alarm has fired */
  async #shift(from: string, wanted: Versions, minutes: number): Promise<boolean> {
    const { functions, say } = this.#parts;
    const api = functions.nameOf('api');
    const ignored = await this.#alarmsThatAreOn();
    for (const alarm of ignored) say(`The alarm ${alarm} is on already, so it cannot judge the new version.`);
    try {
      await functions.share('api', wanted.api, SHARE);
      say(
        `Version ${wanted.api} of ${api} gets ${String(SHARE * 100)} % of the requests for ${String(minutes)} minutes`,
      );
      const fired = await this.#watch(wanted, minutes, ignored);
      if (fired.length === 0) return true;
      await functions.takeBack('api');
      say(
        `Taken back, because an alarm has fired: ${fired.join(', ')}. Version ${from} of ${api} answers every request again.`,
      );
      return false;
    } catch (error) {
      await this.#takeBackAfter(error, from);
      throw error;
    }
  }

  async #takeBackAfter(error: unknown, from: string): Promise<void> {
    const { functions, say } = this.#parts;
    const api = functions.nameOf('api');
    try {
      await functions.takeBack('api');
      say(`Taken back: ${messageOf(error)} Version ${from} of ${api} answers every request again.`);
    } catch {
      say(
        `The new version of ${api} may still get ${String(SHARE * 100)} % of the requests. Run this command again: it continues, or takes the share back.`,
      );
    }
  }

  /** @returns the alarms that have fired */
  async #watch(wanted: Versions, minutes: number, ignored: readonly string[]): Promise<readonly string[]> {
    const { functions, clock } = this.#parts;
    const endMs = clock.nowMs() + minutes * 60_000;
    let rebuildAtMs = clock.nowMs() + REBUILD_EVERY_MS;
    while (clock.nowMs() < endMs) {
      await clock.wait(LOOK_EVERY_MS);
      const fired = (await this.#alarmsThatAreOn()).filter((one) => !ignored.includes(one));
      if (fired.length > 0) return fired;
      if (clock.nowMs() < rebuildAtMs) continue;
      // The schedule calls the old version, which keeps the snapshot of the old format current. This keeps the other one.
      await functions.send('snapshot', wanted.snapshot, {});
      rebuildAtMs = clock.nowMs() + REBUILD_EVERY_MS;
    }
    return [];
  }

  get #alarms(): readonly string[] {
    const { environment } = this.#parts;
    return environment.alarms === false ? [] : Object.values(deploymentAlarms(environment));
  }

  async #alarmsThatAreOn(): Promise<readonly string[]> {
    const { aws, environment } = this.#parts;
    const query = ['--query', 'MetricAlarms[].[AlarmName,StateValue]'];
    const answer = await aws(['cloudwatch', 'describe-alarms', '--alarm-names', ...this.#alarms, ...query]);
    const states = new Map(JSON.parse(answer) as [string, string][]);
    for (const alarm of this.#alarms) {
      if (!states.has(alarm)) {
        throw new DeploymentFailed(
          `There is no alarm ${alarm}. Install it first: sh install-all.sh ${environment.name}`,
        );
      }
    }
    return this.#alarms.filter((alarm) => states.get(alarm) === 'ALARM');
  }

  async #moveAll(versions: Versions): Promise<void> {
    for (const name of FUNCTIONS) await this.#parts.functions.move(name, versions[name]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
