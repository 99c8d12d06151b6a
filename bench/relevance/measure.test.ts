import { expect, test } from '@jest/globals';
import { measure } from './measure.ts';

const search = (q: string) => q.split(' ');
const meaning = (q: string, ...ids: string[]) => ({ q, meant: new Set(ids) });

test('counts a query as missed if no meant film is among the first results', async () => {
  const cases = [meaning('a b c', 'c'), meaning('a b c d', 'd'), meaning('a b', 'x', 'b')];
  const { measured, misses } = await measure(search, cases, 3, 60_000);
  expect(measured).toMatchObject({ queries: 3, missed: 1 });
  expect(measured.interval.low).toBeGreaterThan(0);
  expect(misses).toEqual([{ q: 'a b c d', meant: ['d'], first: ['a', 'b', 'c'] }]);
});

test('if the case says so, requires all first results to be meant, as far as there are enough meant films', async () => {
  const person = (q: string, ...ids: string[]) => ({ ...meaning(q, ...ids), onlyThese: true });
  const cases = [person('a b c', 'a', 'b', 'c'), person('a x c', 'a', 'c', 'd'), person('a b x', 'a', 'b')];
  const { misses } = await measure(search, cases, 3, 60_000);
  expect(misses.map(({ q }) => q)).toEqual(['a x c']);
});

test('stops when the time is used up, after at least one query', async () => {
  const { measured } = await measure(search, [meaning('a', 'a'), meaning('b', 'b')], 3, -1);
  expect(measured.queries).toBe(1);
});
