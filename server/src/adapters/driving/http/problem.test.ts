import { STATUS_CODES } from 'node:http';
import { expect, test } from '@jest/globals';
import { TITLES } from './problem.ts';

test('titles are the names that Node gives the statuses', () => {
  for (const [status, title] of Object.entries(TITLES)) expect(STATUS_CODES[status]).toBe(title);
});
