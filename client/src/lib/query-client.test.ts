import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { environmentManager, QueryObserver } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { queryClient } from './query-client.ts';

const HOUR_MS = 3_600_000;

beforeEach(() => {
  // Without a window, the library would not repeat queries.
  environmentManager.setIsServer(() => false);
  jest.useFakeTimers({ now: 0 });
});

afterEach(() => {
  queryClient.clear();
  jest.useRealTimers();
});

/** Shows a query for an hour, and returns the times at which the API was asked. */
async function timesAsked(answer: (attempt: number) => Promise<string>): Promise<readonly number[]> {
  const times: number[] = [];
  const queryFn = () => answer(times.push(Date.now()));
  const leave = new QueryObserver(queryClient, { queryKey: ['films'], queryFn }).subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(HOUR_MS);
  leave();
  return times;
}

const fail = (...failure: ConstructorParameters<typeof ApiError>) => Promise.reject(new ApiError(...failure));

test('while the API is down, each wait is twice as long as the one before, up to two minutes', async () => {
  const times = await timesAsked(() => fail('unreachable', ''));
  // Each time, the API gets a second chance after 400 ms.
  expect(times.filter((_, attempt) => attempt % 2 === 1)).toEqual(
    times.filter((_, attempt) => attempt % 2 === 0).map((ms) => ms + 400),
  );
  const waits = times.slice(1).map((ms, attempt) => ms - (times[attempt] ?? NaN));
  expect(waits.filter((_, attempt) => attempt % 2 === 1).slice(0, 7)).toEqual(
    [10, 20, 40, 80, 120, 120, 120].map((seconds) => seconds * 1_000),
  );
});

test('an answer ends the retries', async () => {
  expect(await timesAsked((attempt) => (attempt < 5 ? fail('problem', '', 503) : Promise.resolve('')))).toHaveLength(5);
});

test('a request that the API refuses is not repeated', async () => {
  expect(await timesAsked(() => fail('problem', '', 404))).toHaveLength(1);
});
