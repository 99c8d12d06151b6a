import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { currentContext } from '../adapters/driven/telemetry/request-context.ts';
import { toHttpApiEvent } from '../adapters/driving/http/http-api-event.ts';
import { inRequestContext } from './request-context.ts';

test.each([
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['x-amzn-trace-id', 'Self=1-a-b;Root=1-67891233-abcdef012345678912345678', '1-67891233-abcdef012345678912345678'],
  ['traceparent', 'a text of the client', undefined],
  ['x-amzn-trace-id', 'Root=secret', undefined],
])('a request has its id and the trace of its header %s: %s', async (name, value, traceId) => {
  const handler = inRequestContext(() => Promise.resolve({ body: JSON.stringify(currentContext()) }));
  const event = toHttpApiEvent({ method: 'GET', target: '/', requestId: 'r', headers: { [name]: value } });
  const { body } = await handler(event, {} as Context);
  expect(JSON.parse(body ?? '')).toEqual({ requestId: 'r', ...(traceId !== undefined && { traceId }) });
  expect(currentContext()).toEqual({});
});
