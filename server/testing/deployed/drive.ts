import { gunzipSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { BatchWriteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { POINTER_ID, SEARCH_SNAPSHOT } from '../../src/adapters/driven/dynamodb/pointer-item.ts';
import { snapshotFormat } from '../../src/adapters/driven/search-index/structures/snapshot-format.ts';
import { call, type Answer } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { ENVIRONMENT } from './synthesise.ts';
import type { Deployed } from './start-deployed.ts';

const HOUR_MS = 3_600_000;
const FILMS_TABLE = `marquee-${ENVIRONMENT.name}-films`;
const CACHE_TABLE = `marquee-${ENVIRONMENT.name}-cache`;

/**
 * Makes every function do everything that it does in AWS: each route, an import of new and of changed films, rebuilds
 * that clean up after older ones, and purges of every kind. It simulates the passing of hours by changing stored times.
 */
export async function driveEverything(deployed: Deployed): Promise<void> {
  await useApi(deployed);
  await searchInVain(deployed);
  await importAndRebuild(deployed);
  await useMovies(deployed);
  await purge(deployed);
}

/**
 * Fails if an answer does not have the expected status. Without this check, a path that was not taken would count as
 * tested.
 */
async function expectStatus(status: number, answer: Promise<Answer>): Promise<Answer> {
  const { status: given, text } = await answer;
  if (given !== status) throw new Error(`Expected ${String(status)}, got ${String(given)}: ${text}`);
  return answer;
}

export async function useApi({ url }: Pick<Deployed, 'url'>): Promise<void> {
  const film = `${url}/v1/films/first-2001`;
  const anyVersion = { 'if-match': '*' };
  await expectStatus(201, call(`${url}/v1/films`, { method: 'POST', json: { title: 'First', year: 2001 } }));
  await expectStatus(200, call(film));
  await expectStatus(200, call(film, { method: 'PUT', json: { title: 'First', year: 2001 }, headers: anyVersion }));
  await expectStatus(200, call(film, { method: 'PATCH', json: { note: 'x' }, headers: anyVersion }));
  await expectStatus(200, call(`${url}/v1/films?q=first`));
  await expectStatus(200, call(`${film}/similar`));
  await expectStatus(200, call(`${url}/v1/suggestions?q=fir`));
  const json = { title: 'Second', year: 2002, cast: ['A B', 'C/D'], extract: 'A lighthouse keeper vanishes.' };
  await expectStatus(201, call(`${url}/v1/films`, { method: 'POST', json }));
  // On a busy machine, the first answers may have no snippet.
  await eventually(async () => {
    const { body } = await expectStatus(200, call(`${url}/v1/films?q=lighthouse+keeper`));
    return JSON.stringify(body['highlights']).includes('"synopsis"');
  });
  await expectStatus(200, call(`${url}/v1/people/A%20B`));
  await expectStatus(200, call(`${url}/v1/people/C%2FD`));
  await expectStatus(204, call(`${url}/v1/films/second-2002`, { method: 'DELETE', headers: anyVersion }));
  await expectStatus(204, call(film, { method: 'DELETE', headers: anyVersion }));
}

const IMPORTED = [
  { title: 'Imported One', year: 1931, cast: ['A B'], genres: ['Noir'] },
  { title: 'Imported Two', year: 1932, cast: [], genres: [] },
];

async function importAndRebuild(deployed: Deployed): Promise<void> {
  const { functions, upload, tick, url } = deployed;
  await upload('imports', 'films/first file.json', JSON.stringify(IMPORTED));
  // Stopping the instance makes the next request start another instance, which finds a snapshot.
  await functions['api']?.process.stop();
  const { body } = await expectStatus(200, call(`${url}/v1/films?q=imported`));
  if (body['total'] !== 2) throw new Error(`The imported films are not found: ${JSON.stringify(body)}`);
  await expectStatus(200, call(`${url}/films/imported-one-1931`));
  for (const round of [1, 2]) {
    await makeOldChanges(deployed, round);
    const outcome = (await tick('rate(1 minute)')) as { outcome: string };
    if (outcome.outcome !== 'published') throw new Error(`Nothing was rebuilt: ${JSON.stringify(outcome)}`);
  }
  await makeOldChanges(deployed, 3);
  const [one, two] = IMPORTED;
  const changed = [{ ...one, genres: ['Drama'] }, two, { title: 'Imported Three', year: 1933, cast: [], genres: [] }];
  await upload('imports', 'films/second file.json', JSON.stringify(changed));
  await exportFilms(deployed);
}

/** Searches for what no film has. On a busy machine, the first answers may be partial, and those are not counted. */
export async function searchInVain({ url, aws }: Pick<Deployed, 'url' | 'aws'>): Promise<void> {
  await eventually(async () => {
    await expectStatus(200, call(`${url}/v1/films?q=nothinghasthis`));
    const { Items: items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: CACHE_TABLE }));
    return items.some(({ id }) => id?.S?.startsWith('z#'));
  });
}

/** Checks that a scheduled export has one line for each film and deleted film. */
async function exportFilms({ tick, stack, aws }: Deployed): Promise<void> {
  await tick('rate(7 days)');
  const bucket = { Bucket: String(stack.all('aws_s3_bucket')['snapshots']?.['bucket']) };
  const { Contents: files = [] } = await aws.s3.send(new ListObjectsV2Command({ ...bucket, Prefix: 'exports/films-' }));
  const { Body: body } = await aws.s3.send(new GetObjectCommand({ ...bucket, Key: files[0]?.Key ?? '' }));
  const lines = gunzipSync((await body?.transformToByteArray()) ?? '').toString();
  const ids = lines.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { id: string }).id]));
  const { Items: items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: FILMS_TABLE }));
  const stored = items.map(({ id }) => id?.S ?? '').filter((id) => !id.startsWith('#'));
  if (ids.join() !== stored.sort().join()) throw new Error(`Exported: ${ids.join()}; stored: ${stored.join()}`);
}

/**
 * Creates three films and deletes one of them. Then backdates the deletion and one creation by two hours, and the
 * snapshot by eight hours.
 */
export async function makeOldChanges({ url, aws }: Pick<Deployed, 'url' | 'aws'>, round: number): Promise<void> {
  const documents = DynamoDBDocumentClient.from(aws.dynamodb);
  const now = Date.now();
  const ids = [];
  for (const kind of ['edited', 'deleted', 'new']) {
    const json = { title: `${kind} in round ${String(round)}`, year: 2000 };
    const { body } = await expectStatus(201, call(`${url}/v1/films`, { method: 'POST', json }));
    ids.push(String(body['id']));
  }
  const [edited = '', deleted = ''] = ids;
  await expectStatus(204, call(`${url}/v1/films/${deleted}`, { method: 'DELETE', headers: { 'if-match': '*' } }));
  for (const id of [edited, deleted]) {
    await documents.send(
      new UpdateCommand({
        TableName: FILMS_TABLE,
        Key: { id },
        UpdateExpression: 'SET changedAtMs = :then',
        ExpressionAttributeValues: { ':then': now - 2 * HOUR_MS },
      }),
    );
  }
  await documents.send(
    new UpdateCommand({
      TableName: FILMS_TABLE,
      Key: { id: POINTER_ID },
      UpdateExpression: 'SET #snapshot.publishedAtMs = :published, #snapshot.watermarkMs = :watermark',
      ExpressionAttributeNames: { '#snapshot': SEARCH_SNAPSHOT + snapshotFormat([]) },
      ExpressionAttributeValues: { ':published': now - 8 * HOUR_MS, ':watermark': now - HOUR_MS },
    }),
  );
}

async function useMovies({ url, aws, double, functions }: Deployed): Promise<void> {
  aws.parameters.set(`/marquee/${ENVIRONMENT.name}/tmdb-token`, double.token);
  await expectStatus(200, call(`${url}/v1/movies?query=lantern`));
  await expectStatus(200, call(`${url}/v1/movies?query=lantern`));
  // Two warm instances are asked for the same answer, so that one of them waits for the other's call.
  const other = functions['api']?.another();
  await other?.invoke(searchEvent('lantern'));
  double.latencyMs = 500;
  await Promise.all([expectStatus(200, call(`${url}/v1/movies?query=velvet`)), other?.invoke(searchEvent('velvet'))]);
  double.latencyMs = 0;
  await other?.stop();
}

async function purge({ url, aws, functions, tick, deliverMessages }: Deployed): Promise<void> {
  await expectStatus(202, call(`${url}/v1/movies/cache?query=lantern`, { method: 'DELETE' }));
  await deliverMessages();
  await tick('rate(1 hour)');
  await deliverMessages();
  for (const scope of ['query', 'sweep']) {
    if (!new RegExp(`"type":"cache-purged".*"scope":"${scope}"`).test(functions['purge']?.process.log ?? '')) {
      throw new Error(`Nothing was purged by ${scope}: ${String(functions['purge']?.process.log)}`);
    }
  }
  const documents = DynamoDBDocumentClient.from(aws.dynamodb);
  for (let batch = 0; batch < 10; batch += 1) {
    const items = Array.from({ length: 25 }, (_, i) => ({
      PutRequest: { Item: { id: `e#${String(batch)}-${String(i)}`, storedAtMs: 1 } },
    }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [CACHE_TABLE]: items } }));
  }
  // With five seconds left, the function puts the rest of the purge on the queue.
  const body = JSON.stringify({ scope: { kind: 'all' }, requestedAtMs: Date.now() });
  await functions['purge']?.process.invoke({ Records: [{ messageId: 'm', body }] }, 5_000);
  await deliverMessages();
}

function searchEvent(query: string): APIGatewayProxyEventV2 {
  return toHttpApiEvent({ method: 'GET', target: `/v1/movies?query=${query}` });
}
