import { describe, expect, test } from '@jest/globals';
import { decadeBars, decadeSpan } from './decade-bars.ts';

const counts = [
  { value: '1990', count: 200 },
  { value: '1970', count: 50 },
  { value: '1960', count: 1 },
];

describe('films per decade as bars', () => {
  test('are in order and include decades without films', () => {
    expect(decadeBars(counts, 1960, 1990)).toEqual([
      { decade: 1960, count: 1, height: 0.04 },
      { decade: 1970, count: 50, height: 0.25 },
      { decade: 1980, count: 0, height: 0 },
      { decade: 1990, count: 200, height: 1 },
    ]);
  });

  test('are all flat if nothing was found', () => {
    expect(decadeBars([], 1960, 1970).map(({ height }) => height)).toEqual([0, 0]);
  });

  test('span from the first decade that has films to the last', () => {
    expect(decadeSpan(counts)).toEqual([1960, 1990]);
    expect(decadeSpan([])).toBeUndefined();
  });
});
