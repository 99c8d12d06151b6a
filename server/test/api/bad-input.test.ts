import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../testing/builders/any-character.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;
const FILM = { title: 'Target', year: 2001 };

beforeAll(async () => {
  api = await startApi();
  await call(`${api.url}/v1/films`, { method: 'POST', json: FILM });
});

afterAll(async () => {
  await api.close();
});

describe('answers a bad parameter with a 400 that names the parameter', () => {
  test.each([
    ['explain=yes', 'explain'],
    ['explain=1', 'explain'],
    ['explain=true&explain=true', 'explain'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1e9', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=garbage', 'cursor'],
    ['cursor=' + 'x'.repeat(5000), 'cursor'],
    ['cursor=%00', 'cursor'],
    ['cursor=a+b', 'cursor'],
    ['year=abc', 'year'],
    ['year=1800', 'year'],
    ['yearFrom=0x7d0', 'yearFrom'],
    ['limit=', 'limit'],
    ['yearTo=%20', 'yearTo'],
    ['sort=', 'sort'],
    ['explain=', 'explain'],
    ['q=&title=%20&cast=&facets=', undefined],
    ['yearFrom=2000&yearTo=1990', 'yearFrom'],
    ['sort=best', 'sort'],
    ['facets=genre,composer', 'facets'],
    ['q=' + 'x'.repeat(201), 'q'],
    ['q=a%00b', 'q'],
    ['q=%ED%A0%80', 'q'],
    ['q=%E0%A4%A', 'q'],
    ['q=a&q=b', 'q'],
    ['%FF=1', 'query'],
    [Array.from({ length: 21 }, () => 'cast=x').join('&'), 'cast'],
    ['unknown=1', 'unknown'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['Q=1', 'Q'],
  ])('%s', async (query, parameter) => {
    const answer = await call(`${api.url}/v1/films?${query}`);
    if (parameter === undefined) expect(answer.status).toBe(200);
    else expectProblem(answer, 400, `"parameter":"${parameter}"`);
  });

  test.each([
    ['/v1/suggestions', 'q'],
    ['/v1/suggestions?q=', 'q'],
    ['/v1/suggestions?q=%20', 'q'],
    ['/v1/suggestions?q=a&limit=21', 'limit'],
    ['/v1/films/target-2001?x=1', 'x'],
    ['/v1/films/target-2001/similar?limit=0', 'limit'],
    ['/v1/health?x=1', 'x'],
    ['/v1/health?limit=', 'limit'],
    ['/v1/films/target-2001?limit=', 'limit'],
    ['/v1/films/target-2001/similar?limit=', 'limit'],
    ['/v1/movies?query=a&limit=', 'limit'],
  ])('%s', async (path, parameter) => {
    expectProblem(await call(api.url + path), 400, `"parameter":"${parameter}"`);
  });
});

describe('a bad body', () => {
  const post = (body: string | Buffer, type = 'application/json') =>
    call(`${api.url}/v1/films`, { method: 'POST', body, headers: { 'content-type': type } });

  test.each([
    ['malformed JSON', '{"title":', ''],
    ['nothing', '', ''],
    ['an array', '[]', ''],
    ['null', 'null', ''],
    ['a string', '"x"', ''],
    ['no title', '{"year":2000}', '/title'],
    ['no year', '{"title":"x"}', '/year'],
    ['a title of the wrong type', '{"title":7,"year":2000}', '/title'],
    ['a blank title', '{"title":" ","year":2000}', '/title'],
    ['a title that is too long', JSON.stringify({ title: 'x'.repeat(501), year: 2000 }), '/title'],
    ['a year as text', '{"title":"x","year":"2000"}', '/year'],
    ['a year with a fraction', '{"title":"x","year":2000.5}', '/year'],
    ['a year out of range', '{"title":"x","year":1}', '/year'],
    ['a popularity above 100', '{"title":"x","year":2000,"popularity":100.5}', '/popularity'],
    ['a negative popularity', '{"title":"x","year":2000,"popularity":-1}', '/popularity'],
    [
      'an alternative title without a letter',
      '{"title":"x","year":2000,"alternativeTitles":["y"," "]}',
      '/alternativeTitles/1',
    ],
    ['a plot that is a list', '{"title":"x","year":2000,"plot":["y"]}', '/plot'],
    ['a popularity as text', '{"title":"x","year":2000,"popularity":"80"}', '/popularity'],
    ['cast that is not a list', '{"title":"x","year":2000,"cast":"y"}', '/cast'],
    ['a cast member of the wrong type', '{"title":"x","year":2000,"cast":["y",null]}', '/cast/1'],
    [
      'a thumbnail that is not a web address',
      '{"title":"x","year":2000,"thumbnail":"javascript:alert(1)"}',
      '/thumbnail',
    ],
    ['a NUL', '{"title":"a\\u0000b","year":2000}', '/title'],
    ['half a surrogate pair', '{"title":"x","year":2000,"note":"\\ud83d"}', '/note'],
    ['__proto__', '{"title":"x","year":2000,"__proto__":{"a":1}}', '__proto__'],
    ['__proto__ inside', '{"title":"x","year":2000,"a":{"__proto__":1}}', '__proto__'],
    ['constructor.prototype', '{"title":"x","year":2000,"constructor":{"prototype":{}}}', ''],
    ['a number that is too large', '{"title":"x","year":2000,"n":1e300}', '/n'],
    [
      'too many attributes',
      JSON.stringify(
        Object.fromEntries([
          ['title', 'x'],
          ['year', 2000],
          ...Array.from({ length: 100 }, (_, i) => [`a${String(i)}`, 1]),
        ]),
      ),
      '',
    ],
    ['a body that is too large in total', JSON.stringify({ title: 'x', year: 2000, note: 'é'.repeat(60_000) }), ''],
    ['nesting that is too deep', `{"title":"x","year":2000,"n":${'['.repeat(9)}${']'.repeat(9)}}`, '/n'],
    ['an invalid id', '{"title":"x","year":2000,"id":"Not OK"}', '/id'],
  ])('with %s is a 422', async (_name, body, names) => {
    expectProblem(await post(body), 422, names);
  });

  test('that is not UTF-8 is a 422', async () => {
    expectProblem(await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 422);
  });

  test.each([300_000, 5_000_000, 8_000_000])('of %i bytes is a 413', async (size) => {
    expectProblem(await post(JSON.stringify({ ...FILM, note: 'x'.repeat(size) })), 413);
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'nonsense',
    '',
  ])('of type %j is a 415', async (type) => {
    expectProblem(await post('{"title":"x","year":2000}', type), 415, 'Content-Type');
  });

  test('that is compressed is a 415 that names Content-Encoding', async () => {
    const answer = await call(`${api.url}/v1/films`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
    expectProblem(answer, 415, 'Content-Encoding');
  });

  test('for PATCH of the type json-patch+json is a 415 that names the accepted types', async () => {
    const answer = await call(`${api.url}/v1/films/target-2001`, {
      method: 'PATCH',
      body: '[]',
      headers: { 'content-type': 'application/json-patch+json', 'if-match': '*' },
    });
    expectProblem(answer, 415, 'Content-Type');
    expect(answer.headers.get('accept-patch')).toBe('application/merge-patch+json, application/json');
  });

  test.each(['null', '[]', '"x"', '7', '{"title":7}', '{"n":"\\u0000"}'])(
    'for PATCH, such as %s, is a 422',
    async (body) => {
      const headers = { 'content-type': 'application/merge-patch+json', 'if-match': '*' };
      expectProblem(await call(`${api.url}/v1/films/target-2001`, { method: 'PATCH', body, headers }), 422);
    },
  );
});

describe('a bad path or method', () => {
  test.each(['/v1', '/v1/', '/v1/nothing', '/v1/films/a/b/c', '/v1/films//', '/v1/%E0%A4%A', '/v1/films/%00'])(
    '%s is a 404 or 400',
    async (path) => {
      const answer = await call(api.url + path);
      expect([400, 404]).toContain(answer.status);
      expectProblem(answer, answer.status);
    },
  );

  test.each([
    ['DELETE', '/v1/films', 'GET, POST, HEAD'],
    ['POST', '/v1/films/target-2001', 'GET, PUT, PATCH, DELETE, HEAD'],
    ['PUT', '/v1/health', 'GET, HEAD'],
    ['GET', '/v1/movies/cache', 'DELETE'],
    ['HEAD', '/v1/movies/cache', 'DELETE'],
    ['DELETE', '/v1/movies/1', 'GET, HEAD'],
  ])('%s %s is a 405 that names the allowed methods', async (method, path, allow) => {
    const answer = await call(api.url + path, { method });
    if (method === 'HEAD') expect(answer.status).toBe(405);
    else expectProblem(answer, 405);
    expect(answer.headers.get('allow')).toBe(allow);
  });
});

const hostileName = fc.oneof(
  fc.constantFrom(
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'id',
    'version',
    'cast',
    'year',
    'a.b',
    '#a',
    ':a',
    '',
  ),
  fc.string({ unit: anyCharacter, maxLength: 8 }),
);
const hostileNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e20, 1e300, -0, 2 ** 53, 5e-324));
const { hostile } = fc.letrec<{ hostile: unknown }>((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(hostileNumber, fc.string({ unit: anyCharacter, maxLength: 10 }), fc.constantFrom(null, true)),
    fc.array(tie('hostile'), { maxLength: 3 }),
    fc.dictionary(hostileName, tie('hostile'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const document = fc
  .tuple(
    fc.record({ title: fc.string({ minLength: 1, maxLength: 20 }), year: fc.integer({ min: 1860, max: 2110 }) }),
    fc.dictionary(hostileName, hostile, { maxKeys: 4, noNullPrototype: true }),
  )
  .map(([film, rest]) => JSON.stringify({ ...film, ...rest }));
const body = fc.oneof(
  { weight: 4, arbitrary: document },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter }) },
);
const name = fc.constantFrom('q', 'title', 'cast', 'genre', 'year', 'yearFrom', 'limit', 'cursor', 'sort', 'facets');
const value = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 20 }),
  fc.constantFrom('1', '2000', 'title', 'genre,cast', 'target'),
);
const query = fc
  .array(fc.tuple(name, value), { maxLength: 2 })
  .map((pairs) => pairs.map(([key, text]) => `${key}=${encodeURIComponent(text.toWellFormed())}`).join('&'));
const request = fc.oneof(
  { weight: 3, arbitrary: query.map((text) => ({ method: 'GET', path: `/v1/films?${text}` })) },
  {
    weight: 2,
    arbitrary: query.map((text) => ({ method: 'GET', path: `/v1/suggestions?${text.replace(/^\w+/, 'q')}` })),
  },
  { weight: 4, arbitrary: body.map((text) => ({ method: 'POST', path: '/v1/films', body: text })) },
  { weight: 2, arbitrary: body.map((text) => ({ method: 'PUT', path: '/v1/films/target-2001', body: text })) },
  { weight: 3, arbitrary: body.map((text) => ({ method: 'PATCH', path: '/v1/films/target-2001', body: text })) },
  { weight: 1, arbitrary: fc.webPath().map((path) => ({ method: 'GET', path: `/v1${path}` })) },
);

test('never answers with a 5xx, and refuses bad input with a problem document', async () => {
  const codes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, ...rest }) => {
      const headers = { 'content-type': 'application/json', 'if-match': '*' };
      const answer = await call(api.url + path, { method, headers, ...rest });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expectProblem(answer, answer.status);
      const code = answer.status < 300 ? 'done' : String(answer.body['code']);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }),
    { numRuns: 500 },
  );
  expect(api.observer.events.filter(({ type }) => type === 'request-failed')).toEqual([]);
  // Enough of the requests must be valid. Otherwise the test would only show that wrong paths are refused.
  expect((codes.get('done') ?? 0) + (codes.get('invalid-film') ?? 0)).toBeGreaterThan(150);
});
