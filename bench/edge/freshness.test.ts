import { expect, test } from '@jest/globals';
import { unseenForMs } from './freshness.ts';

test('an edit is unseen until the last request that was sent after it and lacks it', () => {
  const edit = { number: 2, acknowledgedMs: 1_000 };
  const seen = [900, 1_000, 1_900].map((sentMs) => ({ sentMs, edit: sentMs < 950 ? 1 : 2 }));
  expect(unseenForMs(edit, seen)).toBe(0);
  expect(unseenForMs(edit, [...seen, { sentMs: 1_400, edit: 1 }, { sentMs: 2_000, edit: 3 }])).toBe(400);
});
