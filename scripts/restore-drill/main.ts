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

Restores the films table of an environment to a new table by point-in-time recovery, compares the two tables, runs the
product over the new one on this machine and verifies it, and deletes the new table. The environment itself is only read.
  --at TIME   the time to restore to, such as 2026-11-29T12:00:00Z (default: the latest possible, about five minutes ago)
  --keep      keep the new table even if the two differ, give it what a restore leaves out, and say how to switch to it

Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), and: npm ci && npm ci --prefix infrastructure
Exit codes: 0 passed; 1 failed; 2 wrong arguments; 130 interrupted

docs/operations.md, "Backups and the restore drill", has the steps of a switch.`;

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
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
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
    const verdict = `\nThe drill has failed: ${(error as Error).message}\n`;
    process.stderr.write(interrupt.signal.aborted ? 'Interrupted.\n' : verdict);
    return interrupt.signal.aborted ? 130 : 1;
  }
}

async function restoreAndCheck(given: Drill, signal: AbortSignal): Promise<void> {
  const { environment, at, isKept } = given;
  const { name, region, account, isProtected, filmsTableName } = environment;
  const tables = new Tables(region);
  const loggedIn = await tables.account();
  if (account !== undefined && account !== loggedIn) {
    throw new Error(`${name} belongs to the AWS account ${account}, and you are logged in to ${loggedIn}.`);
  }
  const source = filmsTableName ?? `${nameIn(environment)}-films`;
  const { earliest, latest } = await tables.window(source);
  if (at && (at < earliest || at > latest)) {
    const possible = `${earliest.toISOString()} to ${latest.toISOString()}`;
    throw new Error(`${source} can be restored to any time from ${possible}, and ${at.toISOString()} is outside.`);
  }
  const target = `${nameIn(environment)}-films-restored-${stampOf(new Date())}`;
  say(`Restoring ${source} as of ${(at ?? latest).toISOString()} to ${target}, in the account ${loggedIn}`);
  try {
    await tables.restore(source, target, at);
    await wait(tables, target, signal);
    const isSame = await check(given, source, target, signal);
    if (isKept) {
      say('Turning on recovery, tags and protection');
      const refused = await tables.equip(target, name, isProtected);
      process.stdout.write(howToSwitch(environment, target, source));
      if (refused.length > 0) throw new Error(howToEquip(refused));
    } else await remove(tables, target, region);
    const differences =
      isSame || !isKept
        ? ''
        : ` How it differs from ${source} is above, after "Comparing the two". Check that you want these differences.`;
    process.stdout.write(`\nThe drill has passed: the product works over the restored table.${differences}\n`);
  } catch (error) {
    // AWS may have refused to restore. Then there is no table.
    if (!(await tables.exists(target))) throw error;
    if (isKept) process.stderr.write(`\nThe table ${target} is kept. ${howToDelete(target, region)}`);
    else await remove(tables, target, region);
    throw error;
  }
}

async function wait(tables: Tables, target: string, signal: AbortSignal): Promise<void> {
  const startedMs = performance.now();
  let lines = 0;
  await tables.untilActive(
    target,
    () => {
      const sec = Math.round((performance.now() - startedMs) / 1_000);
      const elapsed = `${String(Math.floor(sec / 60))} min ${String(sec % 60)} s`;
      const text = `${elapsed}; a restore usually takes less than an hour`;
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

/**
 * @returns whether the two tables have the same films
 * @throws Error if the restored table is not an earlier state of the original and will not be kept, or if the product
 *   fails over it
 */
async function check(given: Drill, source: string, target: string, signal: AbortSignal): Promise<boolean> {
  const { name, region, attributes } = given.environment;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-drill-'));
  const env = { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const settings = (table: string) =>
    settingsFor(table, name, attributes.length > 0 ? JSON.stringify(attributes) : '', join(folder, 'data'));
  try {
    const [original, restored] = [join(folder, 'original.jsonl'), join(folder, 'restored.jsonl')];
    say(`Exporting ${target}`);
    await exportTable(settings(target), restored, env, signal);
    let isSame = false;
    try {
      say(`Exporting ${source}`);
      await exportTable(settings(source), original, env, signal);
      say('Comparing the two');
      isSame = await compare(original, restored, given, source);
    } catch (error) {
      // Differences are expected with --keep: somebody keeps the restored table because the original has lost films or
      // is damaged.
      if (!given.isKept || signal.aborted) throw error;
      process.stdout.write(`${(error as Error).message}\n`);
    }
    say('Running the product over the restored table');
    process.stdout.write(
      'Checks that need live movies or a token are skipped: that is normal. So is the warning snapshot-unusable, even with a\n' +
        'stack trace: the restored table names a search snapshot that is not on this machine.\n\n',
    );
    await verifyOver(settings(target), env, signal);
    return isSame;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Prints how the tables differ. A table that is kept may be switched to, which undoes what has changed since. So these
 * changes are named too.
 *
 * @returns whether the two tables have the same films
 * @throws Error if the restored table is not an earlier state of the original
 */
async function compare(original: string, restored: string, { isKept }: Drill, source: string): Promise<boolean> {
  const { isSame, changedSince, changes, faults, faultCount, ...counts } = await compareExports(original, restored);
  const number = (count: number) => count.toLocaleString('en');
  const verdict = isSame ? 'they are the same' : `changed since the time of the restore: ${number(changedSince)}`;
  const inBoth = `${number(counts.original)} in ${source}, ${number(counts.restored)} in the restored table`;
  process.stdout.write(`Films and deleted films: ${inBoth}; ${verdict}\n`);
  const named = (lines: readonly string[], count: number) =>
    [...lines, ...(count > lines.length ? [`and ${number(count - lines.length)} more`] : [])].join('\n');
  if (isKept && changedSince > 0) {
    process.stdout.write(`A switch to the restored table undoes these changes:\n${named(changes, changedSince)}\n`);
  }
  if (faultCount === 0) return isSame;
  throw new Error(`The restored table is not an earlier state of ${source}:\n${named(faults, faultCount)}`);
}

async function remove(tables: Tables, target: string, region: string): Promise<void> {
  try {
    await tables.delete(target);
    say(`Deleted ${target}`);
  } catch (error) {
    // A table that is still being restored cannot be deleted.
    process.stderr.write(
      `${(error as Error).message}\nThe table ${target} has not been deleted. ${howToDelete(target, region)}`,
    );
  }
}

function howToDelete(target: string, region: string): string {
  return `Delete it later:\n  aws dynamodb delete-table --region ${region} --table-name ${target}\n`;
}

function howToEquip(refused: readonly string[]): string {
  return `AWS refused to turn on some of what a restore leaves out:
${refused.join('\n')}
If AWS says that backups are being enabled, wait a minute. The commands that turn these on are in docs/operations.md,
"If the table itself was deleted", step 3. Run them before you switch.`;
}

function howToSwitch({ name, filmsTableName }: Environment, target: string, source: string): string {
  const line = filmsTableName === undefined ? 'add this line to' : 'replace the line filmsTableName by this one in';
  return `
The restored table is kept, and ${source} stays as it is. To let ${name} use the restored table, go on with step 3 of
"Switching to a restored table" in docs/operations.md. In that step, ${line} the environment's entry:
  filmsTableName: '${target}',
`;
}

/** A time as part of a name: 20261129t120000 */
function stampOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase();
}

function say(text: string): void {
  process.stdout.write(`\n== ${text}\n`);
}
