import { expect, test } from '@jest/globals';
import { barsOf } from './bars.ts';

const TIME = { fromMs: 1_000, untilMs: 2_000, periodMs: 100 };
const DRAWING = { width: 100, height: 50 };

test('places bars by time and value, cuts what is outside, and draws a value of 0', () => {
  const periods = [
    { startMs: 800, value: 1 },
    { startMs: 950, value: 2 },
    { startMs: 1_500, value: 0 },
    { startMs: 1_950, value: 1 },
  ];
  expect(barsOf(periods, 2, TIME, DRAWING)).toEqual([
    { x: 0, width: 5, height: 50 },
    { x: 50, width: 10, height: 1 },
    { x: 95, width: 5, height: 25 },
  ]);
});
