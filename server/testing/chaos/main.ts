import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readArguments } from '../../src/adapters/driving/cli/command-line.ts';
import { startDynalite } from '../stores/dynalite-store.ts';
import { runFaultSchedules } from './fault-schedules.ts';
import { runKillRounds } from './kill-rounds.ts';
import { runPortSchedules } from './port-schedule.ts';

const USAGE = `Usage: npm run chaos -- [options]

Kills the server while clients write. Then runs series of random faults: half of them between three writers and DynamoDB, and half between two processes of the whole product and every system that these call (DynamoDB, S3, SQS, SSM, TMDB, the issuer), on a damaged disk, and with clocks that jump. Checks that nothing acknowledged is lost, nothing deleted comes back, no version repeats, search finds what is in the table, every error is a documented one, and every answer comes in time. Does not touch your data.
  --kills N       how often to kill the server (200)
  --schedules N   how many series of faults to run (1000)
  --seed S        the seed of the random numbers; give the seed of an earlier run to repeat that run (default: a new seed)

Exit codes: 0 no fault found; 1 a fault found; 2 wrong arguments`;

type Options = { readonly kills: number; readonly schedules: number; readonly seed: number };

/** @throws Error with a message for the user */
function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '200' },
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,6}$/.test(value)) throw new Error(`--${name} must be a whole number of up to six digits.`);
  }
  return { kills: Number(values.kills), schedules: Number(values.schedules), seed: Number(values.seed) };
}

async function main({ kills, schedules, seed }: Options): Promise<void> {
  process.stdout.write(`Seed ${String(seed)}: ${String(kills)} kills, ${String(schedules)} fault schedules\n`);
  const killed = await kill(kills, seed);
  const ofPorts = Math.floor(schedules / 2);
  const scheduled = await schedule(schedules - ofPorts, seed);
  const ports = await schedulePorts(ofPorts, seed);
  const faults = [...killed.faults, ...scheduled.faults, ...ports.faults];
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  process.stdout.write(
    `Seed ${String(seed)}: ${String(killed.acknowledged)} writes acknowledged under ${String(kills)} kills ` +
      `(${String(killed.killedImports)} imports killed), ` +
      `${String(scheduled.acknowledged)} in ${String(schedules - ofPorts)} schedules of the store (${String(scheduled.unknown)} of unknown outcome), ` +
      `${String(ports.acknowledged)} in ${String(ofPorts)} of every system (${String(ports.unknown)} of unknown outcome): ` +
      `${faults.length === 0 ? 'nothing wrong' : `${String(faults.length)} WRONG`}\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function kill(kills: number, seed: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-chaos-'));
  try {
    return await runKillRounds(dataDir, {
      kills,
      seed,
      onRound: (round) => {
        if (round % 10 === 0) process.stdout.write(`  ${String(round)} kills\n`);
      },
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function schedule(schedules: number, seed: number) {
  const store = await startDynalite();
  try {
    return await runFaultSchedules(store.endpoint, {
      schedules,
      seed,
      onSchedule: (done) => {
        if (done % 100 === 0) process.stdout.write(`  ${String(done)} schedules\n`);
      },
    });
  } finally {
    await store.close();
  }
}

async function schedulePorts(schedules: number, seed: number) {
  const store = await startDynalite();
  const seeds = Array.from({ length: schedules }, (_, i) => seed + i);
  let done = 0;
  try {
    return await runPortSchedules(store.endpoint, seeds, () => {
      done += 1;
      if (done % 50 === 0) process.stdout.write(`  ${String(done)} schedules of every system\n`);
    });
  } finally {
    await store.close();
  }
}

const options = readArguments(USAGE, process.argv.slice(2), readOptions);
if (options) await main(options);
