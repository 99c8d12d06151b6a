import { expect, test } from '@jest/globals';
import { judgeCalls } from './repeated-calls.ts';

const judge = (calls: Readonly<Record<string, number>>, ...askedAtKills: readonly string[][]) =>
  judgeCalls(
    Object.keys(calls),
    (query) => calls[query] ?? 0,
    askedAtKills.map((asked) => new Set(asked)),
  );

test('one call for each query is right', () => {
  expect(judge({ one: 1, two: 1 }, ['one'])).toEqual({ repeated: 0, faults: [] });
});

test('a kill explains one more call, but only for a query that was asked then', () => {
  expect(judge({ one: 2, two: 3 }, ['one', 'two'], ['two'])).toEqual({ repeated: 3, faults: [] });
  expect(judge({ one: 3 }, ['one']).faults).toEqual(['one: 3 calls to the provider, and 1 kills while it was asked']);
  expect(judge({ one: 2 }, ['two']).faults).toEqual(['one: 2 calls to the provider, and 0 kills while it was asked']);
});

test('a query for which nobody called the provider is a fault', () => {
  expect(judge({ one: 0 }).faults).toEqual(['one: no call to the provider']);
});
