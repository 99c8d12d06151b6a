import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDynalite } from '../stores/dynalite-store.ts';
import { runFaultSchedules } from './fault-schedules.ts';
import { runKillRounds } from './kill-rounds.ts';

const USAGE = `npm run chaos [-- --kills N --schedules N --seed S]

Kills the server while clients write (200 times), runs writers under faulty connections to DynamoDB (1,000 schedules), and
checks that nothing acknowledged is lost, nothing deleted comes back, and search finds what the table holds.`;

/** `npm run chaos`; the exit code is 1 when anything was wrong. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [kills, schedules, seed] = [values.kills, values.schedules, values.seed].map(Number) as [
    number,
    number,
    number,
  ];
  process.stdout.write(`Seed ${String(seed)}: ${String(kills)} kills, ${String(schedules)} fault schedules\n`);
  const killed = await kill(kills, seed);
  const scheduled = await schedule(schedules, seed);
  const faults = [...killed.faults, ...scheduled.faults];
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  process.stdout.write(
    `Seed ${String(seed)}: ${String(killed.acknowledged)} writes acknowledged under ${String(kills)} kills, ` +
      `${String(scheduled.acknowledged)} in ${String(schedules)} schedules (${String(scheduled.unknown)} of unknown outcome): ` +
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

await main();
