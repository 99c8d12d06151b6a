import { expect, test } from '@jest/globals';
import { formatCount } from './format-count.ts';

test.each([0, 7, 999, 1_000, 36_273, 999_999, 1_000_000, 12_345_678])(
  'formats %i in the usual English way',
  (count) => {
    expect(formatCount(count)).toBe(count.toLocaleString('en'));
  },
);
