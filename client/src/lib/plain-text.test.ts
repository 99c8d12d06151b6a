import { expect, test } from '@jest/globals';
import { cut } from './plain-text.ts';

test('cuts a long text without splitting a surrogate pair', () => {
  expect(cut(`${'x'.repeat(199)}🎬`)).toBe('x'.repeat(199));
});
