import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { createApiHandler } from '../../src/adapters/driving/http/handler.ts';
import { noQuerySchema } from '../../src/adapters/driving/http/no-query-schema.ts';
import { REQUEST_LIMIT_MS } from '../../src/adapters/driving/http/request-limit.ts';
import { defineRoute } from '../../src/adapters/driving/http/route.ts';
import { ALLOW_EVERYTHING } from '../../testing/api/allow-everything.ts';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';

/** Makes a handler with one route. The route answers when the test settles `answer`. */
function startRoute(method: 'GET' | 'DELETE') {
  const entered = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<{ status: number }>();
  const clock = new FakeClock();
  const observer = new RecordingObserver();
  const route = defineRoute({
    ...{ method, path: '/v1/films/{id}', operationId: 'slow', summary: '', tag: '', problems: [] },
    query: noQuerySchema,
    answers: { 200: { description: '' } },
    handle: () => {
      entered.resolve(undefined);
      return answer.promise;
    },
  });
  const handler = createApiHandler([route], ALLOW_EVERYTHING, observer, clock);
  const send = (as: string = method) =>
    handler(
      toHttpApiEvent({ method: as, target: '/v1/films/x', headers: { authorization: 'Bearer x' }, requestId: 'r' }),
      {} as Context,
    );
  return { send, clock, observer, entered: entered.promise, answer };
}

test.each([
  ['GET', 'upstream-timeout'],
  ['DELETE', 'write-outcome-unknown'],
] as const)(
  'if the route of a %s does not return, the API answers 503 with the code %s after 18 s',
  async (method, code) => {
    const { send, clock, observer, entered } = startRoute(method);
    const result = send();
    await entered;
    clock.advance(REQUEST_LIMIT_MS);
    const { statusCode, headers, body } = await result;
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '1' });
    expect(JSON.parse(body ?? '')).toMatchObject({ status: 503, code, requestId: 'r' });
    const route = `${method} /v1/films/{id}`;
    expect(observer.events).toMatchObject([
      { type: 'request-failed', requestId: 'r', route, error: { code } },
      { type: 'request-answered', requestId: 'r', route, status: 503, tookMs: REQUEST_LIMIT_MS },
    ]);
  },
);

test('if the route of a HEAD does not return, answers as for a GET', async () => {
  const { send, clock, entered } = startRoute('GET');
  const result = send('HEAD');
  await entered;
  clock.advance(REQUEST_LIMIT_MS);
  expect(await result).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
});

test('sends the answer if it is ready just before the deadline', async () => {
  const { send, clock, entered, answer } = startRoute('DELETE');
  const result = send();
  await entered;
  clock.advance(REQUEST_LIMIT_MS - 1);
  answer.resolve({ status: 204 });
  expect((await result).statusCode).toBe(204);
});

test('a route that rejects after the deadline causes no unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const collect = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', collect);
  try {
    const { send, clock, entered, answer } = startRoute('DELETE');
    const result = send();
    await entered;
    clock.advance(REQUEST_LIMIT_MS);
    await result;
    answer.reject(new Error('too late'));
    // Node reports unhandled rejections before the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', collect);
  }
});
