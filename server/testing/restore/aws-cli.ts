// A stand-in for the AWS CLI, with the calls of the restore drill. The tables are real ones, in the DynamoDB that
// AWS_ENDPOINT_URL_DYNAMODB names. Only point-in-time recovery is imitated, because no DynamoDB for tests has it: a
// restore copies the table as it is now. Each call is added to the file RESTORE_CALLS. RESTORE_DAMAGE names a film that
// is only in the copy, RESTORE_OMIT one that is not in it. RESTORE_REFUSED names an operation that fails. With RESTORE_ENDLESS, a restore never ends.
import { appendFileSync } from 'node:fs';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';

const [service = '', operation = '', ...args] = process.argv.slice(2);
const { RESTORE_CALLS: calls = '', RESTORE_DAMAGE: damage, RESTORE_OMIT: omitted } = process.env;
const { RESTORE_REFUSED: refused, RESTORE_ENDLESS } = process.env;
appendFileSync(calls, `${[service, operation, ...args].join(' ')}\n`);
const client = new DynamoDBClient({});
const valueOf = (name: string) => args[args.indexOf(name) + 1] ?? '';
const table = valueOf('--table-name');

const ANSWERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'get-caller-identity': () => Promise.resolve({ Account: '123456789012' }),
  'describe-continuous-backups': () =>
    Promise.resolve({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          EarliestRestorableDateTime: '2026-11-01T00:00:00+00:00',
          LatestRestorableDateTime: '2026-11-29T12:00:00+00:00',
        },
      },
    }),
  'restore-table-to-point-in-time': () => copy(valueOf('--source-table-name'), valueOf('--target-table-name')),
  'describe-table': async () => {
    const { Table: description } = await client.send(new DescribeTableCommand({ TableName: table }));
    return { Table: { ...description, ...(RESTORE_ENDLESS !== undefined && { TableStatus: 'CREATING' }) } };
  },
  'delete-table': () => client.send(new DeleteTableCommand({ TableName: table })),
  'update-continuous-backups': () => Promise.resolve({}),
  'update-table': () => Promise.resolve({}),
  'tag-resource': () => Promise.resolve(''),
};

if (operation === refused) fail('ContinuousBackupsUnavailableException');
const answer = await ANSWERS[operation]?.().catch((error: unknown) => fail((error as Error).name));
if (answer === undefined) throw new Error(`The stand-in does not know ${operation}`);
process.stdout.write(typeof answer === 'string' ? answer : JSON.stringify(answer));

async function copy(source: string, target: string): Promise<object> {
  await createMissingTable(client, target, FILMS_TABLE);
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: source }));
  const copied = items.filter(({ id }) => id?.S !== omitted);
  for (const item of copied) await client.send(new PutItemCommand({ TableName: target, Item: item }));
  if (damage !== undefined) {
    const film = { version: { N: '1' }, attributes: { M: { title: { S: 'Damage' }, year: { N: '2001' } } } };
    await client.send(new PutItemCommand({ TableName: target, Item: { id: { S: damage }, ...film } }));
  }
  return {};
}

/** Ends as the AWS CLI does after an error of AWS. */
function fail(name: string): never {
  process.stderr.write(`An error occurred (${name}) when calling the ${operation} operation: no\n`);
  process.exit(254);
}
