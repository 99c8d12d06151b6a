import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CachedAnswer } from '../server/src/application/movies/read-through.ts';
import type { MoviePage } from '../server/src/domain/movie.ts';
import { BenchClock, measureCosts } from '../server/testing/builders/cost-table.ts';
import { makeCostedInstance, startCostedBackends } from '../server/testing/builders/costed-instances.ts';

/**
 * `npm run bench:cache` checks what the movies cache promises. It counts the calls to the provider while it uses the
 * real adapters, an embedded DynamoDB and a stand-in for TMDB. It exits with code 1 if a promise is broken.
 */
const INSTANCES = 4;
const REQUESTS = 200;
const PROVIDER_MS = 300;
/**
 * These times are shorter than in production. With the times of production, a run would have to wait ten seconds for a
 * lease to expire.
 */
const POLICY = { leaseMs: 2_000, deadlineMs: 1_500 };
/** Extra time for polling the lease and for sending 200 answers on a busy machine. */
const GRACE_MS = 500;

const world = await startCostedBackends();
const clock = new BenchClock();
const lonely = makeCostedInstance(world.backends, clock, POLICY);
const instances = [
  lonely,
  ...Array.from({ length: INSTANCES - 1 }, () => makeCostedInstance(world.backends, clock, POLICY)),
];
/** A call to the provider may make this many attempts: the first attempt and two retries. */
const TRIES = 3;
let broken = 0;

type Round = { readonly calls: number; readonly slowestMs: number; readonly statuses: string };

async function ask(query: string): Promise<Round> {
  const before = world.double.calls.length;
  const startedMs = performance.now();
  let slowestMs = 0;
  const answers = await Promise.all(
    Array.from({ length: REQUESTS / INSTANCES }, () => instances)
      .flat()
      .map(async ({ searchMovies }): Promise<CachedAnswer<MoviePage>> => {
        const answer = await searchMovies.execute(query, 1);
        slowestMs = Math.max(slowestMs, performance.now() - startedMs);
        return answer;
      }),
  );
  const counts = Map.groupBy(answers, ({ served }) => served.status + (served.collapsed ? ' (shared)' : ''));
  const statuses = [...counts].map(([status, { length }]) => `${String(length)} ${status}`).join(', ');
  return { calls: world.double.calls.length - before, slowestMs, statuses };
}

function report(name: string, { calls, slowestMs, statuses }: Round, allowedCalls: number, allowedMs = Infinity): void {
  const isKept = calls <= allowedCalls && slowestMs <= allowedMs;
  if (!isKept) broken += 1;
  const limit = allowedMs === Infinity ? '' : ` of ${String(allowedMs)}`;
  console.log(
    `${isKept ? 'ok    ' : 'BROKEN'}  ${name}: ${String(calls)} provider calls (at most ${String(allowedCalls)}), ` +
      `slowest answer ${slowestMs.toFixed(0)}${limit} ms; ${statuses}`,
  );
}

async function killHolder(query: string): Promise<void> {
  const args = Object.entries({
    ...world.backends,
    query,
    lease: String(POLICY.leaseMs),
    shift: String(clock.shiftMs),
  }).flat();
  const options = args.map((arg, i) => (i % 2 === 0 ? `--${arg}` : arg));
  const victim = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), ...options], { stdio: 'inherit' });
  const before = world.double.calls.length;
  while (world.double.calls.length === before) await delay(5);
  victim.kill('SIGKILL');
}

console.log(
  `${String(REQUESTS)} concurrent requests to ${String(INSTANCES)} instances; the provider takes ${String(PROVIDER_MS)} ms\n`,
);
world.double.latencyMs = PROVIDER_MS;
report('nothing cached', await ask('lantern'), 1);
report('within two minutes', await ask(' LANTERN '), 0);
clock.shiftMs += 121_000;
report('after expiry', await ask('lantern'), 1);

world.double.latencyMs = 1_000;
const callsBeforeKill = world.double.calls.length;
await killHolder('comet');
const survivors = await ask('comet');
const withVictim = { ...survivors, calls: world.double.calls.length - callsBeforeKill };
report('lease holder killed during its call', withVictim, 2, POLICY.leaseMs + world.double.latencyMs + GRACE_MS);

world.double.latencyMs = 0;
world.double.setFault({ kind: 'server-error' });
const before = world.double.calls.length;
const outcomes = await Promise.allSettled(
  Array.from({ length: 100 }, (_, i) => lonely.searchMovies.execute(`down ${String(i)}`, 1)),
);
const failed = outcomes.filter(({ status }) => status === 'rejected').length;
console.log(
  `        provider down, 100 different queries at one instance: ${String(world.double.calls.length - before)} calls, ${String(failed)} errors returned`,
);
clock.shiftMs += 130_000;
report('provider down, expired answers', await ask('lantern'), TRIES);

for (const instance of instances) instance.close();
await world.close();

console.log('\nCost of one request for a page of 20 movies; reads and writes are requests to DynamoDB:');
const cell = (requests: Readonly<Record<string, number>>) =>
  Object.entries(requests)
    .map(([name, count]) => (count === 1 ? name : `${String(count)} ${name}`))
    .join(', ') || '-';
console.table(
  (await measureCosts()).map(({ path, providerCalls, reads, writes, bytes, answerBytes }) => ({
    path,
    'provider calls': providerCalls,
    reads: cell(reads),
    writes: cell(writes),
    'bytes to and from DynamoDB': bytes,
    'answer bytes': answerBytes,
  })),
);
process.exitCode = broken > 0 ? 1 : 0;
