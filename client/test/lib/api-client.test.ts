import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { callApi, getJson } from '../../src/lib/api-client.ts';

let server: Server;

/**
 * Starts a server and returns its origin. In the browser, fetch adds the page's origin to a path. In these tests, the
 * path itself has to include the origin.
 */
async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const problem = {
  code: 'not-found',
  detail: 'There is no such film.',
  requestId: 'r-1',
  status: 404,
  title: '',
  type: '',
};

describe('a request to the API', () => {
  test('repeats a parameter for each value of a list, leaves out empty parameters, and returns version and age', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { etag: '"3"', age: '12' }).end(JSON.stringify({ url: request.url }));
    });
    const query = { q: 'a b', genre: ['Drama', 'War'], cast: [], yearFrom: undefined, cursor: '', limit: 2 };
    expect(await callApi(`${origin}/v1/films`, { query })).toEqual({
      body: { url: '/v1/films?q=a+b&genre=Drama&genre=War&limit=2' },
      etag: '"3"',
      ageSec: 12,
    });
  });

  test('reports a problem in the words of the API', async () => {
    const origin = await serve((_request, response) => response.writeHead(404).end(JSON.stringify(problem)));
    await expect(callApi(origin)).rejects.toMatchObject({
      kind: 'problem', status: 404, message: problem.detail, problem, isWorthRepeating: false,
    }); // prettier-ignore
  });

  test.each([
    ['a page of HTML', 200, '<html>', false],
    ['truncated JSON', 200, '{"items": [', false],
    ['a number in place of a list', 200, '{"items": 5}', false],
    ['an empty body', 200, '', false],
    ['null', 200, 'null', false],
    ['the error page of a proxy', 502, '<html>Bad gateway', true],
  ])('rejects %s', async (_what, status, body, isWorthRepeating) => {
    const origin = await serve((_request, response) => response.writeHead(status).end(body));
    await expect(getJson<{ items: [] }>(origin, { items: 'array' })).rejects.toMatchObject({
      kind: 'garbage', isWorthRepeating,
    }); // prettier-ignore
  });

  test('reports a server that closes the connection as unreachable', async () => {
    const origin = await serve((request) => request.socket.destroy());
    await expect(callApi(origin)).rejects.toMatchObject({ kind: 'unreachable', isWorthRepeating: true });
  });

  test('ends with the abort error instead of an API error when it is aborted', async () => {
    const abort = new AbortController();
    const origin = await serve(() => {
      abort.abort();
    });
    await expect(callApi(origin, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
