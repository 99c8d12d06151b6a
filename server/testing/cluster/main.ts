import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { eventually } from '../eventually.ts';
import { randomInt, seededRandom } from '../random.ts';
import { startDynaliteOrLocal } from './store.ts';
import { Balancer } from './balancer.ts';
import { startInstance, type Instance } from './instance.ts';
import { runClients, type Seen } from './load.ts';
import { judgeCalls } from './repeated-calls.ts';
import { startClusterAws, type ClusterAws } from './start-aws.ts';

const USAGE = `Usage: npm run cluster:test -- [options]

Runs many processes of the product over one DynamoDB Local (or dynalite, where there is no Java), behind a load balancer, as
a cluster does. Restarts all of them one after another under load, and kills some of them with SIGKILL. Checks that only
requests on killed processes fail, that no acknowledged film is lost, and that each search for movies calls the provider
once. Takes some minutes, and about 150 MB of memory for each process.
  --processes N   how many processes to run (20)
  --kills N       how many of them to kill (3)
  --seed S        the seed of the random numbers (default: a new seed)

Exit codes: 0 no fault found; 1 a fault found; 2 wrong arguments`;

/** How many processes start at a time. */
const STARTS_AT_ONCE = 4;
const CLIENTS = 4;
const KEYS = 20;
/** Long enough for all processes to ask while the first of them waits for the provider. */
const PROVIDER_LATENCY_MS = 300;

type Options = { readonly processes: number; readonly kills: number; readonly seed: number };

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      processes: { type: 'string', default: '20' },
      kills: { type: 'string', default: '3' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,6}$/.test(value)) throw new Error(`--${name} must be a whole number of up to six digits.`);
  }
  return { processes: Number(values.processes), kills: Number(values.kills), seed: Number(values.seed) };
}

async function main(options: Options): Promise<void> {
  const { processes, kills, seed } = options;
  say(`Seed ${String(seed)}: ${String(processes)} processes, ${String(kills)} kills`);
  const folder = await mkdtemp(join(tmpdir(), 'marquee-cluster-'));
  const aws = await startClusterAws(startDynaliteOrLocal);
  aws.double.latencyMs = PROVIDER_LATENCY_MS;
  let cluster: Cluster | undefined;
  try {
    cluster = await Cluster.start(aws, folder);
    await exercise(cluster, aws, options);
  } finally {
    await cluster?.stop();
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function exercise(cluster: Cluster, aws: ClusterAws, { processes, kills, seed }: Options): Promise<void> {
  for (let left = processes; left > 0; left -= STARTS_AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(left, STARTS_AT_ONCE) }, () => cluster.add()));
  }
  say(`All ${String(processes)} processes are ready`);
  const faults = await everybodyAsksTheSame(cluster, aws);
  say(`${String(processes)} processes at once asked for each of ${String(KEYS)} searches`);
  let isOver = false;
  const isStopped = () => isOver;
  const token = await aws.issuer.token();
  const asking = new Set<string>();
  const askedAtKills: ReadonlySet<string>[] = [];
  const load = runClients(cluster.balancer.url, token, {
    clients: CLIENTS,
    random: seededRandom(seed),
    asking,
    isOver: isStopped,
  });
  try {
    for (const old of [...cluster.serving]) {
      await cluster.add();
      faults.push(...(await cluster.retire(old)));
    }
    say('All processes have been replaced under load');
    const random = seededRandom(seed + 1);
    for (let kill = 0; kill < kills; kill += 1) {
      askedAtKills.push(new Set(asking));
      await cluster.kill(cluster.serving[randomInt(random, cluster.serving.length)]);
      await cluster.add();
    }
    say(`${String(kills)} processes have been killed and replaced under load`);
  } finally {
    isOver = true;
  }
  const seen = await load;
  const calls = judgeCalls(seen.queries, (query) => callsFor(aws, query), askedAtKills);
  faults.push(...lostElsewhere(seen, cluster), ...calls.faults, ...(await missingFilms(seen, cluster)));
  report(seen, faults, kills, calls.repeated);
  const megabytes = (await Promise.all(cluster.serving.map(residentMegabytes))).sort((a, b) => a - b);
  say(`Resident memory of a process: ${String(megabytes[0])} to ${String(megabytes.at(-1))} MB`);
}

async function residentMegabytes({ operationsUrl }: Instance): Promise<number> {
  const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
  const [, bytes] = /^process_resident_memory_bytes\S* (\d+)$/m.exec(metrics) ?? [];
  return Math.round(Number(bytes) / 1e6);
}

/** The processes, the worker, and the balancer in front of them. */
class Cluster {
  readonly balancer: Balancer;
  readonly serving: Instance[] = [];
  readonly killed = new Set<string>();
  readonly #settings: Readonly<Record<string, string>>;
  readonly #worker: Instance;

  private constructor(settings: Readonly<Record<string, string>>, balancer: Balancer, worker: Instance) {
    this.#settings = settings;
    this.balancer = balancer;
    this.#worker = worker;
  }

  static async start(aws: ClusterAws, folder: string): Promise<Cluster> {
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const settings = { ...aws.settings, ...keys, MARQUEE_DATA_DIR: folder };
    const worker = await startInstance('worker.ts', settings);
    await worker.says(/"type":"snapshot-published"/);
    return new Cluster(settings, await Balancer.start(), worker);
  }

  /** Starts a process, and sends requests to it once it is ready. */
  async add(): Promise<void> {
    const instance = await startInstance('local.ts', this.#settings);
    let end: number | NodeJS.Signals | undefined;
    void instance.ended.then((how) => (end = how));
    while ((await instance.probe('/readyz')) !== 200) {
      if (end !== undefined) {
        throw new Error(`A process ended with ${String(end)} before it was ready:\n${instance.output()}`);
      }
      await delay(100);
    }
    this.serving.push(instance);
    this.balancer.add(instance.url);
  }

  /**
   * Stops a process as a cluster does: first no new requests are sent to it, then it gets SIGTERM. The pause of the
   * manifests is left out, so requests are on their way when the signal comes.
   *
   * @returns what went wrong
   */
  async retire(instance: Instance): Promise<string[]> {
    this.#forget(instance);
    instance.process.kill('SIGTERM');
    const how = await instance.ended;
    return how === 0 ? [] : [`A process ended with ${String(how)}: ${instance.output().slice(-500)}`];
  }

  /** Kills a process. The balancer learns of it only when the process refuses a connection. */
  async kill(instance: Instance | undefined): Promise<void> {
    if (!instance) return;
    this.killed.add(instance.url);
    instance.process.kill('SIGKILL');
    await instance.ended;
    await eventually(() => (this.balancer.refused.get(instance.url) ?? 0) > 0);
    this.#forget(instance);
  }

  async stop(): Promise<void> {
    this.balancer.close();
    for (const { process: child } of [this.#worker, ...this.serving]) child.kill('SIGKILL');
    await Promise.all([this.#worker, ...this.serving].map(({ ended }) => ended));
  }

  #forget(instance: Instance): void {
    this.balancer.remove(instance.url);
    this.serving.splice(this.serving.indexOf(instance), 1);
  }
}

/** Lets all processes ask for the same movies at the same time. */
async function everybodyAsksTheSame({ serving }: Cluster, aws: ClusterAws): Promise<string[]> {
  const faults: string[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const query = `everybody-${String(key)}`;
    const statuses = await Promise.all(
      serving.map(async ({ url }) => {
        const response = await fetch(`${url}/v1/movies?query=${query}`);
        await response.arrayBuffer();
        return response.status;
      }),
    );
    if (statuses.some((status) => status !== 200)) faults.push(`${query}: ${statuses.join(' ')}`);
    const calls = callsFor(aws, query);
    if (calls !== 1) faults.push(`${query}: ${String(calls)} calls to the provider`);
  }
  return faults;
}

function callsFor({ double }: ClusterAws, query: string): number {
  return double.calls.filter((call) => new URL(call, 'http://double').searchParams.get('query') === query).length;
}

/** Failed requests that were not on a killed process. */
function lostElsewhere({ failures }: Seen, { killed }: Cluster): string[] {
  return failures.filter(({ lostOn }) => lostOn === null || !killed.has(lostOn)).map(({ what }) => what);
}

/** Every process must find every acknowledged film. */
async function missingFilms({ created }: Seen, { serving }: Cluster): Promise<string[]> {
  const faults: string[] = [];
  const [first] = serving;
  for (const id of created) {
    const response = await fetch(`${first?.url ?? ''}/v1/films/${id}`);
    await response.arrayBuffer();
    if (response.status !== 200) faults.push(`${id}: ${String(response.status)}`);
  }
  for (const { url } of serving) {
    let total = 0;
    await eventually(async () => {
      ({ total } = (await (await fetch(`${url}/v1/films?q=rolling&limit=1`)).json()) as { total: number });
      return total >= created.length;
    }).catch(() => faults.push(`${url} finds ${String(total)} of ${String(created.length)} films`));
  }
  return faults;
}

function report(
  { requests, created, failures, queries }: Seen,
  faults: readonly string[],
  kills: number,
  repeated: number,
): void {
  for (const fault of faults) say(`  ${fault}`);
  say(
    `${String(requests)} requests: ${String(failures.length)} failed, on ${String(kills)} killed processes; ` +
      `${String(created.length)} films created; ${String(queries.length)} searches for movies, each by several clients at once, of which kills repeated ${String(repeated)} calls: ` +
      (faults.length === 0 ? 'nothing wrong' : `${String(faults.length)} WRONG`),
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options).catch(reportFailure);
