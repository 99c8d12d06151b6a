// `npm run restore:drill -- ENV`: restores the films table of an environment to a new table, and checks the new table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENVIRONMENTS } from '../../infrastructure/config/environments.ts';
import type { Environment } from '../../infrastructure/config/schema.ts';
import { nameIn } from '../../infrastructure/stacks/names.ts';
import { Tables } from './aws.ts';
import { compareExports } from './compare.ts';
import { exportTable, settingsFor, verifyOver } from './product.ts';

const USAGE = `Usage: npm run restore:drill -- ${ENVIRONMENTS.map(({ name }) => name).join('|')} [--at TIME] [--keep]

Restores the films table of an environment to a new table by point-in-time recovery, compares the two tables, runs the product
over the new one on this machine and verifies it, and deletes the new table. The environment itself is only read.
  --at TIME   the time to restore to, such as 2026-11-29T12:00:00Z (the latest possible, about five minutes ago)
  --keep      keep the new table, give it what a restore leaves out, and say how to switch the environment to it

Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), and: npm ci && npm ci --prefix infrastructure
Exit codes: 0 the table was restored and is good; 1 failed; 2 wrong arguments; 130 interrupted`;

type Drill = { readonly environment: Environment; readonly at: Date | undefined; readonly isKept: boolean };

const drill = readArguments(process.argv.slice(2));
if (drill) process.exitCode = await run(drill);

function readArguments(args: string[]): Drill | undefined {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return undefined;
  }
  try {
    const options = { at: { type: 'string' }, keep: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new Error('Name one environment.');
    const environment = ENVIRONMENTS.find((one) => one.name === name);
    if (!environment) throw new Error(`There is no environment '${name}'.`);
    return { environment, at: values.at === undefined ? undefined : timeOf(values.at), isKept: values.keep };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

/** @throws Error unless the text is a time with a time zone */
function timeOf(text: string): Date {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!isWhole || Number.isNaN(Date.parse(text))) throw new Error('--at is a time such as 2026-11-29T12:00:00Z.');
  return new Date(text);
}

async function run(given: Drill): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupt.abort();
    });
  }
  try {
    await restoreAndCheck(given, interrupt.signal);
    return 0;
  } catch (error) {
    process.stderr.write(interrupt.signal.aborted ? 'Interrupted.\n' : `\n${(error as Error).message}\n`);
    return interrupt.signal.aborted ? 130 : 1;
  }
}

async function restoreAndCheck({ environment, at, isKept }: Drill, signal: AbortSignal): Promise<void> {
  const { name, region, account, isProtected, filmsTableName } = environment;
  const tables = new Tables(region);
  const loggedIn = tables.account();
  if (account !== undefined && account !== loggedIn) {
    throw new Error(`${name} belongs to the AWS account ${account}, and you are logged in to ${loggedIn}.`);
  }
  const source = filmsTableName ?? `${nameIn(environment)}-films`;
  const { earliest, latest } = tables.window(source);
  if (at && (at < earliest || at > latest)) {
    const possible = `${earliest.toISOString()} to ${latest.toISOString()}`;
    throw new Error(`${source} can be restored to any time from ${possible}, and ${at.toISOString()} is outside.`);
  }
  const target = `${nameIn(environment)}-films-restored-${stampOf(new Date())}`;
  say(`Restoring ${source} as of ${(at ?? latest).toISOString()} to ${target}, in the account ${loggedIn}`);
  tables.restore(source, target, at);
  let isGood = false;
  try {
    await wait(tables, target, signal);
    await check(environment, source, target, signal);
    isGood = true;
  } finally {
    if (isKept && isGood) {
      say('Equipping the restored table');
      tables.equip(target, name, isProtected);
      process.stdout.write(howToSwitch(name, target, source));
    } else remove(tables, target, region);
  }
}

async function wait(tables: Tables, target: string, signal: AbortSignal): Promise<void> {
  const startedMs = performance.now();
  let lines = 0;
  await tables.untilActive(
    target,
    () => {
      const sec = Math.round((performance.now() - startedMs) / 1_000);
      const text = `${String(Math.floor(sec / 60))} min ${String(sec % 60)} s; a restore usually takes less than an hour`;
      if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
      else if (Math.floor(sec / 60) >= lines) {
        lines += 1;
        process.stdout.write(`${text}\n`);
      }
    },
    signal,
  );
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
}

async function check(
  { name, region, attributes }: Environment,
  source: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-drill-'));
  const env = { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const settings = (table: string) =>
    settingsFor(table, name, attributes.length > 0 ? JSON.stringify(attributes) : '', join(folder, 'data'));
  try {
    const [original, restored] = ['original', 'restored'].map((file) => join(folder, `${file}.jsonl`)) as [
      string,
      string,
    ];
    say(`Exporting ${target}`);
    await exportTable(settings(target), restored, env, signal);
    say(`Exporting ${source}`);
    await exportTable(settings(source), original, env, signal);
    say('Comparing the two');
    const { isSame, changedSince, faults, ...counts } = await compareExports(original, restored);
    const number = (count: number) => count.toLocaleString('en');
    const verdict = isSame ? 'they are the same' : `${number(changedSince)} have changed since the time of the restore`;
    process.stdout.write(
      `Films and deleted films: ${number(counts.original)} in ${source}, ${number(counts.restored)} in the restored table; ${verdict}\n`,
    );
    if (faults.length > 0)
      throw new Error(`The restored table is not an earlier state of ${source}:\n${faults.join('\n')}`);
    say('Running the product over the restored table');
    await verifyOver(settings(target), env, signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function remove(tables: Tables, target: string, region: string): void {
  try {
    tables.delete(target);
    say(`Deleted ${target}`);
  } catch (error) {
    // A table that is still being restored cannot be deleted.
    process.stderr.write(
      `${(error as Error).message}\nThe table ${target} is left. Delete it later:\n  aws dynamodb delete-table --region ${region} --table-name ${target}\n`,
    );
  }
}

function howToSwitch(name: string, target: string, source: string): string {
  return `
The restored table is kept. To let ${name} use it, add this line to its entry in infrastructure/config/environments.ts:
  filmsTableName: '${target}',
and run: sh install-all.sh ${name}
To go back to ${source}, undo the change of the entry, and run the same command. Terraform deletes neither of the two tables.
docs/operations.md, "Backups and the restore drill", says what happens to changes that are made meanwhile.
`;
}

/** A time as part of a name: 20261129t120000 */
function stampOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase();
}

function say(text: string): void {
  process.stdout.write(`\n== ${text}\n`);
}
