import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from '../../../infrastructure/bundles/pack-bundles.ts';
import { answer, installed, type FakeAccount } from '../../../infrastructure/test/rehearsal/fake-lambda.ts';
import { AwsError } from '../../../scripts/deploy/aws.ts';
import { Deployment } from '../../../scripts/deploy/deployment.ts';
import { Functions, type Versions } from '../../../scripts/deploy/functions.ts';
import { Releases } from '../../../scripts/deploy/releases.ts';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { AliasRouter } from '../../testing/deployed/alias-router.ts';
import { BAD, packVersion } from '../../testing/deployed/build-version.ts';
import type { DeployedFunction } from '../../testing/deployed/deployed-function.ts';
import { createGateway } from '../../testing/deployed/gateway.ts';
import { startDeployed, type Deployed } from '../../testing/deployed/start-deployed.ts';
import { ENVIRONMENT } from '../../testing/deployed/synthesise.ts';
import { seededRandom } from '../../testing/random.ts';

const ALARM = `marquee-${ENVIRONMENT.name}-deployment-5xx`;
const ALARMS = [ALARM, `marquee-${ENVIRONMENT.name}-deployment-errors`];

/** How many requests arrive while the script waits for 15 s. */
const REQUESTS_PER_LOOK = 40;

let temporary: string;
let deployed: Deployed;
let bad: Readonly<Record<string, DeployedFunction>>;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'marquee-rollback-'));
  const [started, folder] = await Promise.all([startDeployed(), packVersion(temporary, BAD)]);
  deployed = started;
  bad = await deployed.deployVersion(folder);
  await deployed.upload('imports', 'films.json', JSON.stringify([{ title: 'Lantern', year: 1931 }]));
});
afterAll(async () => {
  await deployed.close();
  await rm(temporary, { recursive: true });
});

/**
 * The real script deploys to two real versions of the functions. AWS's control plane is a fake, because no emulator
 * applies the weights of an alias. While the script waits, requests arrive, and the alarm counts their answers.
 */
class Rollout {
  readonly account: FakeAccount = installed(ENVIRONMENT.name, FUNCTIONS, ALARMS);
  readonly said: string[] = [];
  readonly router: AliasRouter;
  readonly #ask: () => Promise<void>;
  readonly #versions = new Map<string, Readonly<Record<string, DeployedFunction>>>();
  #nowMs = 0;

  constructor(seed: number) {
    const api = deployed.functions['api'];
    if (!api) throw new Error('There is no API.');
    this.router = new AliasRouter(
      () => this.account.functions[api.name]?.alias ?? { version: '$LATEST', weights: {} },
      (version) => this.#versions.get(version)?.['api'],
      seededRandom(seed),
    );
    const gateway = createGateway(deployed.stack, [
      { ...api, process: { invoke: (event) => this.router.invoke(event) } },
    ]);
    this.#ask = async () => {
      const { statusCode } = await gateway(toHttpApiEvent({ method: 'GET', target: '/v1/films?q=lantern' }));
      if (statusCode !== 200 && statusCode !== 500) throw new Error(`A search is answered with ${String(statusCode)}`);
    };
  }

  async deploy(functions: Readonly<Record<string, DeployedFunction>>, text: string, minutes: number): Promise<boolean> {
    const code = Object.fromEntries(
      await Promise.all(
        FUNCTIONS.map(async (name) => {
          const [file, content] = [join(temporary, `${name}.zip`), `${text} ${name}`];
          await writeFile(file, content);
          return [name, { file, hash: createHash('sha256').update(content).digest('base64') }] as const;
        }),
      ),
    ) as Record<(typeof FUNCTIONS)[number], { file: string; hash: string }>;
    this.#versions.set(String(this.#versions.size + 1), functions);
    return this.#deployment().run(code, text, minutes);
  }

  goBack(versions: Versions): Promise<void> {
    return this.#deployment().goBack(versions);
  }

  async requests(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await this.#ask();
  }

  #deployment(): Deployment {
    const aws = (args: readonly string[]) => this.#aws(args);
    const { name } = ENVIRONMENT;
    return new Deployment({
      environment: { name, alarms: {} },
      functions: new Functions(name, aws),
      releases: new Releases(name, aws),
      aws,
      clock: { nowMs: () => this.#nowMs, wait: (ms) => this.#wait(ms) },
      say: (line) => this.said.push(line),
    });
  }

  async #aws(args: readonly string[]): Promise<string> {
    try {
      const given = answer(this.account, args);
      if (args[1] === 'invoke') await this.#invoke(args);
      return given === undefined ? '' : JSON.stringify(given);
    } catch (error) {
      throw new AwsError((error as Error).message, error);
    }
  }

  /** A call of a version that does not use the alias reaches the real function. */
  async #invoke(args: readonly string[]): Promise<void> {
    const [name = '', version = ''] = ['--function-name', '--qualifier'].map(
      (option) => args[args.indexOf(option) + 1],
    );
    const called = this.#versions.get(version)?.[name.replace(`marquee-${ENVIRONMENT.name}-`, '')];
    const event = name.endsWith('-api') ? toHttpApiEvent({ method: 'GET', target: '/v1/health' }) : {};
    await writeFile(args.at(-1) ?? '', JSON.stringify(await called?.process.invoke(event)));
  }

  async #wait(ms: number): Promise<void> {
    this.#nowMs += ms;
    const before = this.router.calls.length;
    await this.requests(REQUESTS_PER_LOOK);
    // CloudWatch's alarm fires at more than five failures in its period, which is as long as four looks.
    const period = this.router.calls.slice(Math.max(0, before - 3 * REQUESTS_PER_LOOK));
    if (period.filter(({ isFailed }) => isFailed).length > 5) this.account.alarms[ALARM] = 'ALARM';
  }
}

describe('a deployment with requests', () => {
  let rollout: Rollout;
  beforeEach(async () => {
    rollout = new Rollout(20);
    expect(await rollout.deploy(deployed.functions, 'good', 0)).toBe(true);
  });

  test('of a bad version is rolled back by the alarm, and requests fail only within the share of the new version', async () => {
    expect(await rollout.deploy(bad, 'bad', 5)).toBe(false);
    const { calls } = rollout.router;
    const failed = calls.filter(({ isFailed }) => isFailed);
    expect(failed.length).toBeGreaterThan(5);
    expect(new Set(failed.map(({ version }) => version))).toEqual(new Set(['2']));
    expect(calls.filter(({ version }) => version === '2')).toEqual(failed);
    // The seed decides which requests the new version gets: about one in ten.
    expect(failed.length / calls.length).toBeLessThan(0.15);
    expect(rollout.said.join('\n')).toContain(`Rolled back, because an alarm has fired: ${ALARM}`);
    const before = calls.length;
    await rollout.requests(100);
    expect(calls.slice(before).filter(({ isFailed, version }) => isFailed || version !== '1')).toEqual([]);
  });

  test('of a good version fails no request, in either step', async () => {
    expect(await rollout.deploy(deployed.functions, 'also good', 5)).toBe(true);
    await rollout.requests(10);
    const { calls } = rollout.router;
    expect(calls).toHaveLength(20 * REQUESTS_PER_LOOK + 10);
    expect(calls.filter(({ isFailed }) => isFailed)).toEqual([]);
    const shifted = calls.slice(0, -10).filter(({ version }) => version === '2').length / (calls.length - 10);
    expect(Math.abs(shifted - 0.1)).toBeLessThan(0.03);
    expect(new Set(calls.slice(-10).map(({ version }) => version))).toEqual(new Set(['2']));
  });

  test('can be undone by hand: after going back, every request is answered by the old version', async () => {
    expect(await rollout.deploy(bad, 'bad', 0)).toBe(true);
    await rollout.requests(5);
    expect(rollout.router.calls.every(({ isFailed }) => isFailed)).toBe(true);
    await rollout.goBack({ api: '1', import: '1', snapshot: '1', purge: '1' });
    await rollout.requests(5);
    expect(rollout.router.calls.slice(-5)).toEqual(Array(5).fill({ version: '1', isFailed: false }));
  });
});
