import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serveMessages } from '../src/adapters/driving/worker/serve-messages.ts';
import type { WorkerAnswer, WorkerRequest } from '../src/adapters/driving/worker/messages.ts';
import type { ApiHandler } from '../src/adapters/driving/http/handler.ts';
import { readLocalConfig } from '../src/composition/local-config.ts';
import { composeLocal, type ProcessComposition } from '../src/composition/local.ts';
import { composePreview } from '../src/composition/preview.ts';
import { importSampleOnce } from '../src/composition/sample.ts';
import { TOKENS } from '../src/composition/tokens.ts';
import { previewFilesOf, type PreviewFiles } from '../src/composition/write-preview-files.ts';
import { RecordingObserver } from '../testing/recording-observer.ts';

let folder: string;
let local: ProcessComposition;
let files: PreviewFiles;
let product: ApiCaller;
let preview: ApiCaller;

type ApiCaller = (method: string, target: string, body?: object) => Promise<WorkerAnswer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-preview-test-'));
  local = await composeLocal(readLocalConfig({ MARQUEE_DATA_DIR: folder }), new RecordingObserver());
  await importSampleOnce(local.container);
  files = await previewFilesOf(local.container);
  local.container.bind(TOKENS.writeAccess).toConstantValue({ kind: 'refused', reason: 'Not in this test.' });
  local.container.bind(TOKENS.operationsMetrics).toConstantValue({
    covers: 'process',
    read: () => Promise.reject(new Error('not in this test')),
  });
  product = callerOf(local.container.get(TOKENS.apiHandler));
  preview = callerOf(composePreview(read, new RecordingObserver()));
});
afterAll(async () => {
  await local.close();
  await rm(folder, { recursive: true, force: true });
});

function read(name: string): Promise<Uint8Array> {
  const bytes = files.get(name);
  return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`there is no file ${name}`));
}

/** Calls an API through the messages between page and worker. */
function callerOf(handler: ApiHandler): ApiCaller {
  const waiting = new Map<number, (answer: WorkerAnswer) => void>();
  let listener: ((event: { data: unknown }) => void) | undefined;
  serveMessages(
    {
      addEventListener: (_type, listen) => (listener = listen),
      postMessage: (answer) => waiting.get(answer.id)?.(answer),
    },
    handler,
  );
  return (method, target, body) => {
    const id = waiting.size;
    const { promise, resolve } = Promise.withResolvers<WorkerAnswer>();
    waiting.set(id, resolve);
    const headers = body ? { 'content-type': 'application/json' } : {};
    const request: WorkerRequest = { id, method, target, headers, body: body && JSON.stringify(body) };
    listener?.({ data: structuredClone(request) });
    return promise;
  };
}

/** An answer without its time, and without the number of the request, which a problem has. */
function comparable({ status, headers, body = '{}' }: WorkerAnswer) {
  const { tookMs: _took, instance: _instance, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return { status, headers, body: rest };
}

const QUERIES = [
  '/v1/films?facets=genre,decade,cast,director&limit=50',
  '/v1/films?q=godfahter',
  '/v1/films?q=orphan%20raised%20by%20wolves&snippets=true',
  '/v1/films?genre=Noir&yearTo=1950&sort=year&facets=genre,decade',
  '/v1/films?q=kurosawa&explain=true',
  '/v1/films?q=%E4%B8%83%E4%BA%BA',
  '/v1/films?q=xyzzyqwv',
  '/v1/films?nonsense=1',
  '/v1/suggestions?q=mifu',
  '/v1/suggestions?q=198',
  '/v1/films/the-godfather-1972',
  '/v1/films/no-such-film',
  '/v1/films/the-godfather-1972/similar',
  '/v1/people/Al%20Pacino',
  '/v1/people/Nobody',
  '/v1/nowhere',
];

describe('over the same films, the preview gives the same answers as the product', () => {
  test.each(QUERIES)('%s', async (target) => {
    const [expected, answer] = [await product('GET', target), await preview('GET', target)];
    expect(comparable(answer)).toEqual(comparable(expected));
  });

  test('and the next page of a search', async () => {
    const { nextCursor = '' } = comparable(await product('GET', '/v1/films?sort=-year')).body as {
      nextCursor?: string;
    };
    const next = `/v1/films?sort=-year&cursor=${nextCursor}`;
    expect(comparable(await preview('GET', next))).toEqual(comparable(await product('GET', next)));
  });
});

test('the preview says that nobody can sign in, and that there are no live movies', async () => {
  const config = comparable(await preview('GET', '/v1/config')).body;
  expect(config).toMatchObject({ oidc: null, isStatusOpen: false, movies: { isConfigured: false } });
  const health = comparable(await preview('GET', '/v1/health')).body;
  expect(health).toMatchObject({ status: 'ok', movies: 'not-configured', writes: { accepted: false } });
});

test('the preview refuses every write, and says how to get a Marquee that accepts writes', async () => {
  const film = { title: 'A Film', year: 2026 };
  const answers = [
    await preview('POST', '/v1/films', film),
    await preview('PUT', '/v1/films/the-godfather-1972', film),
    await preview('PATCH', '/v1/films/the-godfather-1972', film),
    await preview('DELETE', '/v1/films/the-godfather-1972'),
  ];
  const refusals = answers.map((answer) => [answer.status, comparable(answer).body['code']]);
  expect(refusals).toEqual(answers.map(() => [403, 'writes-refused']));
  expect(answers[0]?.body).toContain('run Marquee on your own machine');
});

test('after a file could not be read, the next request reads it again', async () => {
  const fails = new Set(['films.json']);
  const readFlaky = (name: string) => (fails.delete(name) ? Promise.reject(new Error('offline')) : read(name));
  const observer = new RecordingObserver();
  const flaky = callerOf(composePreview(readFlaky, observer));
  expect((await flaky('GET', '/v1/films/the-godfather-1972')).status).toBe(503);
  expect(observer.events.map(({ type }) => type)).toContain('request-failed');
  expect((await flaky('GET', '/v1/films/the-godfather-1972')).status).toBe(200);
});
