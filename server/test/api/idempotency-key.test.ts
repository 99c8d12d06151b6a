import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fault, SeenRequest } from '../../testing/chaos/faulty-requests.ts';
import { call, expectProblem, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;
let films: string;
let fault: (request: SeenRequest) => Fault;
const noFault = (): Fault => ({ kind: 'none' });

beforeAll(async () => {
  fault = noFault;
  api = await startApi({ fault: (request) => fault(request) });
  films = `${api.url}/v1/films`;
});

afterAll(() => api.close());

const create = (key: string, film: object, headers: Record<string, string> = {}) =>
  call(films, { method: 'POST', json: film, headers: { ...headers, 'idempotency-key': key } });
const essentialsOf = ({ status, headers, text }: Answer) => [
  status,
  headers.get('location'),
  headers.get('etag'),
  text,
];
const filmsTitled = async (words: string) => (await call(`${films}?q=${words}`)).body['total'];

test('the same key and body give the same answer and one film, even after the film was edited and deleted', async () => {
  const film = { title: 'Once Only', year: 2001, cast: ['Ann One'] };
  const first = await create('"k-1"', film);
  expect(essentialsOf(first)).toEqual([
    201,
    '/v1/films/once-only-2001',
    '"1"',
    JSON.stringify({ id: 'once-only-2001', ...film }),
  ]);
  expect(essentialsOf(await create('k-1', film))).toEqual(essentialsOf(first));
  expect(await filmsTitled('once+only')).toBe(1);

  const url = `${films}/once-only-2001`;
  await call(url, { method: 'PATCH', json: { note: 'edited' }, headers: { 'if-match': '"1"' } });
  expect(essentialsOf(await create('"k-1"', film))).toEqual(essentialsOf(first));
  await call(url, { method: 'DELETE', headers: { 'if-match': '*' } });
  expect(essentialsOf(await create('"k-1"', film))).toEqual(essentialsOf(first));
  expectProblem(await call(url), 404);
  expect(await filmsTitled('once+only')).toBe(0);
});

test('accepts the same body with its properties in another order, and refuses a body with another value', async () => {
  expect((await create('k-2', { title: 'Ordered', year: 2001 })).status).toBe(201);
  expect((await create('k-2', { year: 2001, title: 'Ordered' })).headers.get('etag')).toBe('"1"');
  expectProblem(await create('k-2', { title: 'Ordered', year: 2002 }), 422, 'Idempotency-Key');
});

test('after refusing a body, leaves the key free for a corrected body', async () => {
  await create('k-3', { id: 'taken', title: 'Taken', year: 2001 });
  expectProblem(await create('k-4', { title: '', year: 2001 }), 422, '/title');
  expectProblem(await create('k-4', { id: 'taken', title: 'Corrected', year: 2001 }), 409, '/id');
  expect((await create('k-4', { title: 'Corrected', year: 2001 })).status).toBe(201);
});

test('lets another client use the same key', async () => {
  const film = { title: 'Two Clients', year: 2001 };
  expect((await create('k-5', film)).body['id']).toBe('two-clients-2001');
  const token = await api.issuer.token({ sub: 'somebody-else' });
  const other = await create('k-5', film, { authorization: `Bearer ${token}` });
  expect(other.body['id']).toBe('two-clients-2001-2');
});

test('of 10 concurrent requests with the same key, one creates the film and the others get 409 or the same answer', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => create('k-6', { title: 'At Once', year: 2001 })));
  const made = answers.filter(({ status }) => status === 201);
  expect(new Set(made.map(({ body }) => body['id']))).toEqual(new Set(['at-once-2001']));
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expectProblem(answer, 409, 'Idempotency-Key');
    expect(answer.headers.get('retry-after')).toBe('1');
  }
  expect(essentialsOf(await create('k-6', { title: 'At Once', year: 2001 }))).toEqual(made.map(essentialsOf)[0]);
});

test('a retry finds the film if the first request answered that the outcome is unknown', async () => {
  const film = { title: 'Who Made It', year: 2001 };
  await call(films, { method: 'POST', json: film });
  // The film is created under the second id that is tried. The answer to that write is lost, and nothing can be read
  // back.
  let updates = 0;
  fault = ({ operation }) => {
    if (operation === 'UpdateItem') updates += 1;
    return { kind: updates < 3 || operation === 'PutItem' ? 'none' : 'response-lost' };
  };
  expect((await create('k-7', film)).body).toMatchObject({ status: 503, code: 'write-outcome-unknown' });
  fault = noFault;
  for (let edit = 1; edit <= 5; edit += 1) {
    const headers = { 'if-match': '*' };
    await call(`${films}/who-made-it-2001-2`, { method: 'PATCH', json: { edit }, headers });
  }
  expect(essentialsOf(await create('k-7', film)).slice(0, 3)).toEqual([201, '/v1/films/who-made-it-2001-2', '"1"']);
  expect(await filmsTitled('who+made+it')).toBe(2);
});

test('refuses a malformed Idempotency-Key, and the problem names the header', async () => {
  for (const key of ['""', '"a b"', 'x'.repeat(256)]) {
    expectProblem(await create(key, { title: 'Nameless', year: 2001 }), 400, 'Idempotency-Key');
  }
});
