import { expect, test } from '@jest/globals';
import { shareInterval } from '../statistics.ts';
import { goalsMissed, relevanceTable } from './report.ts';

const measured = (missed: number) => ({ queries: 100, missed, interval: shareInterval(missed, 100) });
const row = (name: string, goal: number, ours: number) => {
  return { name, change: '', example: '', among: 3, goal, engines: { peer: measured(50), marquee: measured(ours) } };
};

test('a goal is missed if our engine misses a larger share of the queries', () => {
  expect(goalsMissed([row('below', 0.04, 3), row('equal', 0.03, 3), row('above', 0.02, 3)])).toEqual(['above']);
});

test('no goal is missed by an engine that was not measured', () => {
  const { engines, ...rest } = row('above', 0.02, 3);
  expect(goalsMissed([{ ...rest, engines: { peer: engines.peer } }])).toEqual([]);
});

test('the table has a column for each engine with its share and interval', () => {
  const { head, rows } = relevanceTable([row('typo', 0.02, 3)]);
  expect(head.slice(-2)).toEqual(['peer', 'marquee']);
  expect(rows[0]?.slice(3)).toEqual(['3', '100', '2 %', 'missed', '50 % (40.4 to 59.6)', '3 % (1 to 8.5)']);
});
