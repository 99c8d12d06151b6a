import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteTableCommand, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { buildWhenStale } from '../../../scripts/build-when-stale.ts';
import { compareExports } from '../../../scripts/restore-drill/compare.ts';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { POINTER_ID } from '../../src/adapters/driven/dynamodb/pointer-item.ts';
import { CACHE_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { run, runProgram, useDataFolder, type Running } from '../../testing/processes/product.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';

const SAMPLE = join(import.meta.dirname, '../../data/sample-films.json');
const DRILL = join(import.meta.dirname, '../../../scripts/restore-drill/main.ts');
const AWS = join(import.meta.dirname, '../../../scripts/restore-drill/aws.ts');
const AWS_CLI = join(import.meta.dirname, '../../testing/restore/aws-cli.ts');
const FILMS = 'marquee-dev-films';

const data = useDataFolder();
let store: TestStore;

beforeAll(async () => {
  await buildWhenStale('page');
  store = await startDynalite();
  const client = createDynamoClient(store.endpoint);
  await createMissingTable(client, 'marquee-dev-cache', CACHE_TABLE);
  client.destroy();
});
afterAll(() => store.close());

beforeEach(async () => {
  const settings = { MARQUEE_DYNAMODB_ENDPOINT: store.endpoint, MARQUEE_FILMS_TABLE: FILMS };
  const importing = run('films-import.ts', [SAMPLE], { MARQUEE_DATA_DIR: data.path, ...settings });
  expect(await importing.ended).toBe(0);
});

/** Runs a program with a stand-in for the AWS CLI. @param onStarted called while the program runs */
async function runWithAws(
  args: readonly string[],
  more: Record<string, string> = {},
  onStarted: (running: Running) => Promise<void> = () => Promise.resolve(),
) {
  await writeFile(join(data.path, 'aws'), `#!/bin/sh\nexec "${process.execPath}" "${AWS_CLI}" "$@"\n`, { mode: 0o755 });
  const calls = join(data.path, 'calls');
  await writeFile(calls, '');
  const running = runProgram(process.execPath, args, {
    PATH: `${data.path}:${process.env['PATH'] ?? ''}`,
    ...{ AWS_ENDPOINT_URL_DYNAMODB: store.endpoint, AWS_REGION: 'local' },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', RESTORE_CALLS: calls },
    ...more,
  });
  data.end(running);
  await onStarted(running);
  const how = await running.ended;
  return { how, output: running.output(), calls: (await readFile(calls, 'utf8')).trim().split('\n') };
}

const drill = (
  args: readonly string[],
  more?: Record<string, string>,
  onStarted?: (running: Running) => Promise<void>,
) => runWithAws([DRILL, ...args], more, onStarted);

afterEach(async () => {
  const client = createDynamoClient(store.endpoint);
  for (const TableName of await restoredTables()) await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
});

async function restoredTables(): Promise<string[]> {
  const client = createDynamoClient(store.endpoint);
  const { TableNames: names = [] } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return names.filter((name) => name.startsWith(`${FILMS}-restored-`));
}

/** The item of a table that names the current search snapshot. */
async function pointerOf(table: string) {
  const client = createDynamoClient(store.endpoint);
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { id: { S: POINTER_ID } }, ConsistentRead: true }),
  );
  client.destroy();
  return item;
}

test('restores the table, compares it, runs and verifies the product over it, and keeps it for a switch', async () => {
  const { how, output, calls } = await drill(['dev', '--keep']);
  expect(output).toMatch(/239 in marquee-dev-films, 239 in the restored table; they are the same/);
  expect(output).toMatch(/\d+ good, 0 bad, \d+ skipped/);
  expect(how).toBe(0);
  const [restored = ''] = await restoredTables();
  expect(restored).toMatch(/^marquee-dev-films-restored-\d{8}t\d{6}$/);
  expect(output).toContain(
    `step 3 of\n"Switching to a restored table" in docs/operations.md. In that step, add this line to the environment's entry:\n` +
      `  filmsTableName: '${restored}',\n`,
  );
  expect(output).toMatch(/\nThe drill has passed: the product works over the restored table\.\n$/);
  expect(calls.map((call) => call.split(' ')[1])).toEqual([
    ...['get-caller-identity', 'describe-continuous-backups', 'restore-table-to-point-in-time'],
    ...['describe-table', 'update-continuous-backups', 'describe-table', 'tag-resource'],
  ]);
  expect(calls[2]).toContain(
    `--source-table-name marquee-dev-films --target-table-name ${restored} --use-latest-restorable-time`,
  );
  // A snapshot that the product on this machine published would be a file that the functions in AWS cannot read.
  expect(await pointerOf(restored)).toEqual(await pointerOf(FILMS));
});

test('a restored table with a film that the original lacks is a fault, and the table is deleted', async () => {
  const { how, output } = await drill(['dev', '--at', '2026-11-29T11:00:00Z'], { RESTORE_DAMAGE: 'damage-2001' });
  expect(output).toContain('damage-2001 is in the restored table only');
  expect(output).toContain('== Deleted marquee-dev-films-restored-');
  expect(how).toBe(1);
  expect(await restoredTables()).toEqual([]);
});

test('--keep keeps a table with films that the original has lost, and names what a switch to it changes', async () => {
  const damage = { RESTORE_DAMAGE: 'lost-2001', RESTORE_OMIT: 'the-godfather-1972' };
  const { how, output, calls } = await drill(['dev', '--keep'], damage);
  expect(output).toContain(
    '239 in the restored table; changed since the time of the restore: 1\n' +
      'A switch to the restored table undoes these changes:\nthe-godfather-1972 is in the original only\n',
  );
  expect(output).toContain('lost-2001 is in the restored table only');
  expect(output).toMatch(/\d+ good, 0 bad, \d+ skipped/);
  expect(output).toMatch(/\nThe drill has passed: .* How it differs from marquee-dev-films is above, .*\n$/);
  expect(how).toBe(0);
  expect(await restoredTables()).toHaveLength(1);
  expect(calls.at(-1)).toContain('tag-resource');
});

test('--keep keeps a table whose export fails, and says how to delete it', async () => {
  const { how, output, calls } = await drill(['dev', '--keep'], { MARQUEE_SYNONYMS: '/nowhere/synonyms' });
  const [restored = ''] = await restoredTables();
  expect(output).toContain(
    `is kept. Delete it later:\n  aws dynamodb delete-table --region us-east-1 --table-name ${restored}\n`,
  );
  expect(output).toMatch(/\nThe drill has failed: The export failed: see above\.\n$/);
  expect(how).toBe(1);
  expect(calls.join('\n')).not.toMatch(/tag-resource|delete-table/);
});

test('Ctrl-C during the restore ends the drill with exit code 130, and deletes the table', async () => {
  const { how, output, calls } = await drill(['dev'], { RESTORE_ENDLESS: 'yes' }, async (running) => {
    await running.says(/a restore usually takes/);
    running.process.kill('SIGINT');
  });
  expect(output).toMatch(/Interrupted\.\n$/);
  expect(how).toBe(130);
  expect(calls.at(-1)).toContain('delete-table');
  expect(await restoredTables()).toEqual([]);
});

test('a table that AWS refuses to restore is neither deleted nor said to be kept', async () => {
  const { how, output, calls } = await drill(['dev', '--keep'], { RESTORE_REFUSED: 'restore-table-to-point-in-time' });
  expect(output).toMatch(/\nThe drill has failed: An error occurred .*\n$/);
  expect(output).not.toContain('is kept');
  expect(how).toBe(1);
  expect(calls.at(-1)).toContain('describe-table');
});

test('what AWS refuses to turn on for a restored table is named, and the rest is turned on', async () => {
  const equip = `const { Tables } = await import(${JSON.stringify(AWS)});
    console.log(await new Tables('local').equip('${FILMS}', 'dev', true));`;
  const refused = { RESTORE_REFUSED: 'update-continuous-backups' };
  const { output, calls } = await runWithAws(['--input-type=module', '--eval', equip], refused);
  expect(output).toContain('point-in-time recovery: An error occurred (ContinuousBackupsUnavailableException)');
  expect(output).not.toMatch(/tags:|deletion protection:/);
  expect(calls.map((call) => call.split(' ')[1])).toEqual([
    ...['update-continuous-backups', 'describe-table', 'tag-resource', 'update-table'],
  ]);
});

test('refuses wrong arguments, and a time from which the table cannot be restored', async () => {
  for (const args of [[], ['nowhere'], ['dev', '--at', 'yesterday'], ['dev', '--nonsense']]) {
    expect(await drill(args)).toMatchObject({ how: 2, calls: [''] });
  }
  const { how, output, calls } = await drill(['dev', '--at', '2026-10-01T00:00:00.000Z']);
  expect(output).toContain('can be restored to any time from 2026-11-01T00:00:00.000Z to 2026-11-29T12:00:00.000Z');
  expect(how).toBe(1);
  expect(calls.join('\n')).not.toContain('restore-table');
});

test('a table that was restored to an earlier time may lack later changes, and nothing else', async () => {
  const line = (id: string, version: number, more = '') => `{"id":"${id}","version":${String(version)}${more}}\n`;
  const at = (name: string) => join(data.path, name);
  const [original, restored] = [at('original'), at('restored')];
  await writeFile(original, line('a', 1) + line('b', 3) + line('c', 1) + line('d', 2) + line('e', 2));
  await writeFile(restored, line('a', 1) + line('b', 2) + line('d', 2));
  expect(await compareExports(original, restored)).toEqual({
    ...{ original: 5, restored: 3, isSame: false, changedSince: 3, faults: [], faultCount: 0 },
    changes: ['b has another version in the original', 'c is in the original only', 'e is in the original only'],
  });
  await writeFile(restored, line('a', 2) + line('b', 3, ',"x":1') + line('bb', 1) + line('f', 1));
  expect((await compareExports(original, restored)).faults).toEqual([
    'a is newer in the restored table',
    'b differs at the same version',
    'bb is in the restored table only',
    'f is in the restored table only',
  ]);
  // U+2028 ends a line in JavaScript, but not in JSON.
  await writeFile(original, line('a', 1, ',"x":"\u2028"'));
  expect(await compareExports(original, original)).toMatchObject({ original: 1, isSame: true, faultCount: 0 });
});
