import { FUNCTIONS, type FunctionName } from '../../infrastructure/bundles/pack-bundles.ts';
import { deploymentAlarms } from '../../infrastructure/stacks/names.ts';
import { toHttpApiEvent } from '../../server/src/adapters/driving/http/http-api-event.ts';
import { AwsError, type Aws } from './aws.ts';
import { DeploymentFailed, type Functions, type Versions } from './functions.ts';
import { isSame, type Releases } from './releases.ts';

/** The share of the requests that the new version gets first. */
const SHARE = 0.1;

/** The setting that names the films table. */
const FILMS_TABLE = 'MARQUEE_FILMS_TABLE';

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

/** Brings code into an environment, and takes it back when an alarm fires. docs/adr/0011-a-weighted-alias.md gives the reasons. */
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
   * @throws DeploymentFailed or AwsError; the versions that were live before are live then, unless AWS does not answer
   */
  async run(code: Readonly<Record<FunctionName, Code>>, commit: string | undefined, minutes: number): Promise<boolean> {
    const { functions, releases, clock, say } = this.#parts;
    // All functions are looked up before the first one is changed, so that nothing changes if one is missing.
    const live = await functions.live();
    const wanted = await this.#publish(code);
    if (!isSame(live, wanted)) {
      await this.#tryOut(live, wanted);
      if ((await this.#isGradual(live, wanted, minutes)) && !(await this.#shift(live, wanted, minutes))) return false;
    }
    const record = () => releases.record(wanted, new Date(clock.nowMs()).toISOString(), commit);
    const kept = isSame(live, wanted) ? await record() : await this.#makeLive(live, wanted, record);
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

  /**
   * Makes earlier versions live again, all at once, with the settings that they had.
   *
   * @throws DeploymentFailed or AwsError; the versions that were live before are live then, unless AWS does not answer
   */
  async goBack(versions: Versions): Promise<void> {
    const { functions, say } = this.#parts;
    const live = await functions.live();
    for (const name of FUNCTIONS) await this.#nameOtherSettings(name, versions[name]);
    say('Trying the old versions: the search snapshot, and GET /v1/health');
    // If the old version reads another format of snapshots, its instances would otherwise read the whole table.
    await functions.call('snapshot', versions.snapshot, {}, SNAPSHOT_BEFORE_GOING_BACK_SEC).catch((error: unknown) => {
      if (isMissing(error)) throw error;
      say(`No snapshot was built: ${messageOf(error)}`);
    });
    await this.#tryHealth(live, versions).catch((error: unknown) => {
      // Going back is urgent, so it does not wait until an instance is free.
      if (!isBusy(error)) throw error;
      say(`GET /v1/health was not tried: ${messageOf(error)}`);
    });
    await this.#makeLive(live, versions, () => Promise.resolve());
    for (const name of FUNCTIONS) say(`${functions.nameOf(name)}: version ${versions[name]} is live`);
  }

  /** Prints no values, because a value may be secret. */
  async #nameOtherSettings(name: FunctionName, version: string): Promise<void> {
    const { functions, say } = this.#parts;
    const [then, now] = [await functions.settingsOf(name, version), await functions.settingsOf(name, '$LATEST')];
    const changed = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((key) => then[key] !== now[key]);
    if (changed.length === 0) return;
    say(
      `Version ${version} of ${functions.nameOf(name)} has other settings than Terraform has applied since: ${changed.sort().join(', ')}`,
    );
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
  async #tryOut(live: Versions, wanted: Versions): Promise<void> {
    const { functions, say } = this.#parts;
    say('Trying the new versions: the search snapshot, and GET /v1/health');
    if (wanted.snapshot !== live.snapshot) {
      await functions.neverRetry('snapshot', wanted.snapshot);
      // A new version may read another format of snapshots. Its first instances must find a snapshot of that format.
      await this.#whenFree(() => functions.call('snapshot', wanted.snapshot, {}));
    }
    await this.#whenFree(() => this.#tryHealth(live, wanted));
  }

  async #tryHealth(live: Versions, wanted: Versions): Promise<void> {
    const { functions } = this.#parts;
    const event = toHttpApiEvent({ method: 'GET', target: '/v1/health' });
    const answer = (await functions.call('api', wanted.api, event)) as { readonly statusCode?: number } | null;
    const status = answer?.statusCode;
    if (status !== undefined && status < 500) return;
    const fallback = live.api === '$LATEST' ? '' : ` It gets no requests; version ${live.api} is live.`;
    throw new DeploymentFailed(
      `Version ${wanted.api} of ${functions.nameOf('api')} answers GET /v1/health with ${String(status ?? JSON.stringify(answer))}.${fallback}`,
    );
  }

  /** Whether the new version first gets a share. Two versions must not edit films in two tables at the same time. */
  async #isGradual(live: Versions, wanted: Versions, minutes: number): Promise<boolean> {
    if (minutes === 0 || this.#alarms.length === 0 || live.api === '$LATEST' || live.api === wanted.api) return false;
    const { functions, say } = this.#parts;
    const [old, newer] = [await functions.settingsOf('api', live.api), await functions.settingsOf('api', wanted.api)];
    if (old[FILMS_TABLE] === newer[FILMS_TABLE]) return true;
    say('The new version uses another films table, so it gets all requests at once.');
    return false;
  }

  /** The functions reserve instances, which calls of the old version may all occupy. */
  async #whenFree(call: () => Promise<unknown>): Promise<void> {
    const { clock } = this.#parts;
    const giveUpAtMs = clock.nowMs() + BUSY_MS;
    for (;;) {
      try {
        await call();
        return;
      } catch (error) {
        if (!isBusy(error) || clock.nowMs() >= giveUpAtMs) throw error;
        await clock.wait(ASK_AGAIN_MS);
      }
    }
  }

  /** @returns whether no alarm has fired */
  async #shift(live: Versions, wanted: Versions, minutes: number): Promise<boolean> {
    const { functions, say } = this.#parts;
    const api = functions.nameOf('api');
    const ignored = await this.#alarmsThatAreOn();
    for (const alarm of ignored) say(`The alarm ${alarm} is on already, so it cannot judge the new version.`);
    try {
      await functions.share('api', wanted.api, SHARE);
      say(
        `Version ${wanted.api} of ${api} gets ${String(SHARE * 100)} % of the requests for ${String(minutes)} minutes`,
      );
      const fired = await this.#watch(live, wanted, minutes, ignored);
      if (fired.length === 0) return true;
      await functions.takeBack('api');
      say(
        `Rolled back, because an alarm has fired: ${fired.join(', ')}. Version ${live.api} of ${api} answers every request again.`,
      );
      return false;
    } catch (error) {
      await this.#takeBackAfter(error, live.api);
      throw error;
    }
  }

  async #takeBackAfter(error: unknown, from: string): Promise<void> {
    const { functions, say } = this.#parts;
    const api = functions.nameOf('api');
    try {
      await functions.takeBack('api');
      say(`Rolled back: ${messageOf(error)} Version ${from} of ${api} answers every request again.`);
    } catch (failure) {
      say(
        `The new version of ${api} may still get ${String(SHARE * 100)} % of the requests: ${messageOf(failure)}\nRun this command again: it continues, or takes the share back.`,
      );
    }
  }

  /** @returns the alarms that have fired */
  async #watch(
    live: Versions,
    wanted: Versions,
    minutes: number,
    ignored: readonly string[],
  ): Promise<readonly string[]> {
    const { functions, clock } = this.#parts;
    const endMs = clock.nowMs() + minutes * 60_000;
    let rebuildAtMs = clock.nowMs() + REBUILD_EVERY_MS;
    while (clock.nowMs() < endMs) {
      await clock.wait(LOOK_EVERY_MS);
      const fired = (await this.#alarmsThatAreOn()).filter((one) => !ignored.includes(one));
      if (fired.length > 0) return fired;
      if (clock.nowMs() < rebuildAtMs || wanted.snapshot === live.snapshot) continue;
      // The schedule calls the old version, which keeps the snapshot of the old format current. This call keeps that of
      // the new format current.
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

  /**
   * Moves the aliases of all functions, and records the release. If one of these steps fails, moves all aliases back.
   *
   * @returns what `record` returns
   */
  async #makeLive<T>(live: Versions, wanted: Versions, record: () => Promise<T>): Promise<T> {
    const { functions, say } = this.#parts;
    const moved: FunctionName[] = [];
    try {
      for (const name of FUNCTIONS) {
        // A move that fails may have been made, if only its answer was lost.
        moved.push(name);
        await functions.move(name, wanted[name]);
      }
      return await record();
    } catch (error) {
      for (const name of moved) {
        await functions.move(name, live[name]).then(
          () => {
            say(`${functions.nameOf(name)}: version ${live[name]} is live again`);
          },
          (failure: unknown) => {
            say(`Version ${wanted[name]} of ${functions.nameOf(name)} may be live: ${messageOf(failure)}`);
          },
        );
      }
      throw error;
    }
  }
}

/** All instances of the function are busy. */
function isBusy(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'TooManyRequestsException';
}

/** The function, or the version, does not exist. */
function isMissing(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'ResourceNotFoundException';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
