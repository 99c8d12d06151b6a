import type { Context } from 'aws-lambda';
import { expect, test } from '@jest/globals';
import { runFuzz } from '../../testing/fuzz/run-fuzz.ts';
import { startApi } from '../../testing/api/start-api.ts';

// This test is a short form of `npm run fuzz`.

test('answers generated requests and events as documented, however wrong they are', async () => {
  const api = await startApi();
  const token = await api.issuer.token();
  let sent = 0;
  const { faults, statuses } = await runFuzz({
    ...{ requests: 200, events: 200, seed: 1 },
    server: { url: api.url, token },
    lambda: { token, invoke: (event) => api.handler(event, { awsRequestId: 'fuzz' } as Context) },
    onTried: () => {
      sent += 1;
    },
  });
  await api.close();
  expect(faults).toEqual([]);
  expect(sent).toBe(400);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining(['200', '400', '401', '404']));
});
