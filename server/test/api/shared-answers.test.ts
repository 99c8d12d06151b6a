import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SHARED_CACHING } from '../../src/adapters/driving/http/shared-answer.ts';
import { call, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
  for (const title of ['Harbor Lights', 'Harbor Nights']) await create(title);
});
afterAll(() => api.close());

const create = (title: string) =>
  call(`${api.url}/v1/films`, { method: 'POST', json: { title, year: 1999, cast: ['Ida Fox'] } });
const get = (path: string, headers: Record<string, string> = {}) => call(api.url + path, { headers });
const tagOf = (answer: Answer) => answer.headers.get('etag') ?? '';
const cachingOf = (answer: Answer) => answer.headers.get('cache-control');

const SHARED = [
  '/v1/films?q=harbor',
  '/v1/films/harbor-lights-1999',
  '/v1/films/harbor-lights-1999/similar',
  '/v1/suggestions?q=harb',
  '/v1/people/Ida%20Fox',
];

test.each(SHARED)(
  '%s has an ETag, by which a repeat gets a 304, and shared caches may keep it for a second',
  async (path) => {
    const first = await get(path);
    expect([first.status, cachingOf(first)]).toEqual([200, SHARED_CACHING]);
    const again = await get(path, { 'if-none-match': tagOf(first) });
    expect([again.status, again.text, tagOf(again), cachingOf(again)]).toEqual([304, '', tagOf(first), SHARED_CACHING]);
    expect(again.headers.get('content-type')).toBeNull();
  },
);

test('the ETag of a film is strong and that of a search weak, because the time that a search took is not in its ETag', async () => {
  expect(tagOf(await get('/v1/films/harbor-lights-1999'))).toBe('"1"');
  expect(tagOf(await get('/v1/films?q=harbor'))).toMatch(/^W\/"\w+"$/);
});

test('an edit changes the ETag of a search that finds the film, and of no other search', async () => {
  const found = '/v1/films?q=harbor';
  const other = '/v1/films?q=nothing+like+it';
  const [foundTag, otherTag] = [tagOf(await get(found)), tagOf(await get(other))];
  await create('Harbor Dawn');
  expect((await get(found, { 'if-none-match': foundTag })).status).toBe(200);
  expect((await get(other, { 'if-none-match': otherTag })).status).toBe(304);
});

test('no shared cache keeps the answer to a request with a token, or sends it another one, because its sender may just have edited films', async () => {
  for (const path of SHARED) {
    const answer = await get(path, { authorization: 'Bearer x' });
    expect(cachingOf(answer)).toBe('private, no-cache');
    for (const { headers } of [answer, await get(path)]) expect(headers.get('vary')).toMatch(/^authorization\b/);
  }
});

test('no cache keeps a partial answer, because it would replace a complete one', async () => {
  const partial = await get('/v1/films?q=harbor+nights+xylophone');
  expect([partial.body['isPartial'], cachingOf(partial)]).toEqual([true, 'no-store']);
});

test('no cache keeps an error, because a film that is missing now may be there a second later', async () => {
  for (const path of ['/v1/films/no-such-film', '/v1/films?limit=x', '/v1/nowhere']) {
    expect([path, cachingOf(await get(path))]).toEqual([path, 'no-store']);
  }
});
