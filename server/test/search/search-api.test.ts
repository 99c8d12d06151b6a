import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createDocumentClient, createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmRepository } from '../../src/adapters/driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import type { LambdaConfig } from '../../src/composition/config.ts';
import { composeSearchApi } from '../../src/composition/search-api.ts';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';

const TABLE = 'films';
const NOBODY = 'http://127.0.0.1:9';
const ACCESS = { region: 'local', accessKeyId: 'local', secretAccessKey: 'local', sessionToken: undefined };

let store: TestStore;
let folder: string;
let config: LambdaConfig;

beforeAll(async () => {
  store = await startDynalite();
  folder = await mkdtemp(join(tmpdir(), 'marquee-test-'));
  const client = createDynamoClient(store.endpoint);
  await createMissingTable(client, TABLE, FILMS_TABLE);
  const films = new DynamoFilmRepository(createDocumentClient(client), TABLE, new FakeClock(), randomUUID);
  await films.create('jaws-1975', { title: 'Jaws', year: 1975 });
  client.destroy();
  // Where the SDK looks; the plain requests go where the settings say.
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
  });
  const oidc = { issuer: undefined, audience: undefined, clientId: undefined, scope: '' };
  const endpoints = { dynamodbEndpoint: store.endpoint, s3Endpoint: undefined };
  config = { filmsTable: TABLE, snapshots: folder, oidc, access: ACCESS, ...endpoints };
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function titlesFound(settings: LambdaConfig): Promise<string[]> {
  const { handler } = composeSearchApi(settings);
  const event = toHttpApiEvent({ method: 'GET', target: '/v1/films?q=jaws' });
  const { statusCode, body } = await handler(event, { awsRequestId: 'test' } as Context);
  expect(statusCode).toBe(200);
  return (JSON.parse(body ?? '') as { items: { title: string }[] }).items.map(({ title }) => title);
}

describe('the searches of the Lambda', () => {
  test('find what the table has', async () => {
    expect(await titlesFound(config)).toEqual(['Jaws']);
  });

  test('ask the SDK where a plain request gets no answer', async () => {
    const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await titlesFound({ ...config, dynamodbEndpoint: NOBODY })).toEqual(['Jaws']);
      expect(log.mock.calls.join('')).toContain('"type":"signed-read-unusable"');
    } finally {
      log.mockRestore();
    }
  });

  test('ask the SDK, which knows other places for them, where the environment has no keys', async () => {
    expect(await titlesFound({ ...config, access: undefined })).toEqual(['Jaws']);
  });
});
