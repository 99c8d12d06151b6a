import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fault } from '../../testing/chaos/faulty-requests.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;
let films: string;
/** The faults of the next writes, in order. Writes after these have the fault `fallback`. */
let script: Fault[] = [];
let fallback: Fault = { kind: 'none' };
const lost: Fault = { kind: 'response-lost' };

beforeAll(async () => {
  api = await startApi({
    fault: ({ operation }) => (operation === 'UpdateItem' ? script.shift() : undefined) ?? fallback,
  });
  films = `${api.url}/v1/films`;
});

afterAll(() => api.close());

test('a POST creates one film when DynamoDB’s answer to the write is lost', async () => {
  script = [lost];
  const created = await call(films, { method: 'POST', json: { title: 'Only One', year: 2001 } });
  expect(created).toMatchObject({ status: 201, body: { id: 'only-one-2001' } });
  expect(created.headers.get('etag')).toBe('"1"');
  expect((await call(`${films}?q=only+one`)).body['total']).toBe(1);
});

test('PUT, PATCH and DELETE succeed with the right ETag when DynamoDB’s answers to the writes are lost', async () => {
  const url = `${films}/only-one-2001`;
  for (const [i, ifMatch] of ['"1"', '*'].entries()) {
    script = [lost];
    const json = { title: 'Only One', year: 2001, note: i };
    const put = await call(url, { method: 'PUT', json, headers: { 'if-match': ifMatch } });
    expect([put.status, put.headers.get('etag')]).toEqual([200, `"${String(2 + 2 * i)}"`]);
    script = [lost];
    const etag = ifMatch === '*' ? '*' : (put.headers.get('etag') ?? '');
    const patched = await call(url, { method: 'PATCH', json: { note: null }, headers: { 'if-match': etag } });
    expect([patched.status, patched.headers.get('etag')]).toEqual([200, `"${String(3 + 2 * i)}"`]);
  }
  script = [lost];
  expect((await call(url, { method: 'DELETE', headers: { 'if-match': '"5"' } })).status).toBe(204);
  expectProblem(await call(url), 404);
});

test('answers 503 and says why when a write’s outcome cannot be read back', async () => {
  fallback = { kind: 'response-lost' };
  const answer = await call(films, { method: 'POST', json: { title: 'Who Knows', year: 2001 } });
  fallback = { kind: 'none' };
  expectProblem(answer, 503);
  expect(answer.body).toMatchObject({
    code: 'write-outcome-unknown',
    detail: expect.stringContaining('not known whether the change was made') as unknown,
  });
  expect((await call(`${films}/who-knows-2001`)).status).toBe(200);
});
