import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createDocumentClient, createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import type { FilmSearchResult } from '../../src/domain/film-query.ts';
import { DynamoFilmRepository } from '../../src/adapters/driven/dynamodb/film-repository.ts';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { LambdaProcess } from '../../testing/deployed/lambda-process.ts';
import { eventually } from '../../testing/eventually.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';

const TABLE = 'films';
const ENTRYPOINT = pathToFileURL(join(import.meta.dirname, '../../src/entrypoints/api-lambda.ts')).href;
const KEYS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

let store: TestStore;
let folder: string;

beforeAll(async () => {
  store = await startDynalite();
  folder = await mkdtemp(join(tmpdir(), 'marquee-test-'));
  await writeFile(join(folder, 'index.mjs'), `export { handler } from '${ENTRYPOINT}';`);
  const client = createDynamoClient(store.endpoint);
  await createMissingTable(client, TABLE, FILMS_TABLE);
  const films = new DynamoFilmRepository(createDocumentClient(client), TABLE, new FakeClock(), randomUUID);
  const extract = 'A shark attacks swimmers.';
  await films.create('jaws-1975', { title: 'Jaws', year: 1975, rating: 8.1, extract });
  client.destroy();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/**
 * Makes one search in a process of its own. The SDK and the plain requests both read their settings from the
 * environment of that process.
 */
async function search(dynamodb: string, settings: Readonly<Record<string, string>>, query = 'q=jaws') {
  const instance = new LambdaProcess({
    folder,
    handler: 'index.handler',
    timeoutSec: 29,
    environment: {
      ...settings,
      AWS_REGION: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      MARQUEE_FILMS_TABLE: TABLE,
      MARQUEE_CACHE_TABLE: 'cache',
      MARQUEE_SNAPSHOTS: join(folder, 'snapshots'),
    },
  });
  try {
    const event = toHttpApiEvent({ method: 'GET', target: `/v1/films?${query}` });
    // On a busy machine the first load can take longer than a search waits for it. The answer is 503 until the load is done.
    let answer = { statusCode: 503, body: '' };
    await eventually(async () => {
      answer = (await instance.invoke(event)) as typeof answer;
      return answer.statusCode !== 503;
    });
    expect(answer.statusCode).toBe(200);
    const { items, highlights } = JSON.parse(answer.body) as Pick<FilmSearchResult, 'items' | 'highlights'>;
    const snippets = highlights.map(({ synopsis }) => synopsis?.text);
    return { titles: items.map(({ title }) => title), snippets, log: instance.log };
  } finally {
    await instance.stop();
  }
}

/** A proxy in front of a DynamoDB. It forwards only requests of the SDK. */
async function startSdkOnly(endpoint: string) {
  const server = createServer((request, response) => {
    void (async () => {
      const { 'user-agent': agent = '', 'x-amz-target': target = '' } = request.headers;
      const body = await buffer(request);
      if (!agent.startsWith('aws-sdk-js')) {
        response.writeHead(500).end();
        return;
      }
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': String(target) };
      const authorization = request.headers.authorization ?? '';
      const date = String(request.headers['x-amz-date']);
      const signed = { ...headers, authorization, 'x-amz-date': date };
      const answer = await fetch(endpoint, { method: 'POST', headers: signed, body });
      response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close };
}

describe('the searches of the Lambda', () => {
  test('find the films of the table by plain requests', async () => {
    const { titles, log } = await search(store.endpoint, KEYS);
    expect(titles).toEqual(['Jaws']);
    expect(log).not.toContain('"type":"signed-read-unusable"');
  });

  test('find films by the declared attributes of the setting', async () => {
    const settings = { ...KEYS, MARQUEE_ATTRIBUTES: '[{"name":"rating","type":"number"}]' };
    expect((await search(store.endpoint, settings, 'attr.rating=8..')).titles).toEqual(['Jaws']);
    expect((await search(store.endpoint, settings, 'attr.rating=..8')).titles).toEqual([]);
  });

  test('read the synopses for snippets by plain requests', async () => {
    // On a busy machine, the synopsis may be read too late, and the answer then has no snippet.
    await eventually(async () => {
      const { titles, snippets, log } = await search(store.endpoint, KEYS, 'q=swimmers');
      expect(titles).toEqual(['Jaws']);
      expect(log).not.toContain('"type":"signed-read-unusable"');
      return snippets[0] === 'A shark attacks swimmers.';
    });
  });

  test('use the SDK when a plain request fails', async () => {
    const { endpoint, close } = await startSdkOnly(store.endpoint);
    try {
      const { titles, log } = await search(endpoint, KEYS);
      expect(titles).toEqual(['Jaws']);
      expect(log).toContain('"type":"signed-read-unusable"');
    } finally {
      close();
    }
  });

  test('use the SDK, which looks for keys in more places, when the environment has none', async () => {
    const file = join(folder, 'credentials');
    await writeFile(file, '[default]\naws_access_key_id = local\naws_secret_access_key = local\n');
    const { titles } = await search(store.endpoint, { AWS_SHARED_CREDENTIALS_FILE: file });
    expect(titles).toEqual(['Jaws']);
  });
});
