import { describe, expect, test } from '@jest/globals';
import { entryAt, replaceEntry } from './entry-at-caret.ts';

describe('the entry at the caret', () => {
  test.each([
    ['Crime, Dra', 10, ',', 'Dra'],
    ['Crime, Dra', 3, ',', 'Crime'],
    ['Crime, ', 7, ',', ''],
    ['', 0, ',', ''],
    ['Al Pacino\nDiane K\nRobert Duvall', 14, '\n', 'Diane K'],
    ['Smith, John', 11, '\n', 'Smith, John'],
  ] as const)('of %j at %i is %j-separated: %j', (text, caret, separator, entry) => {
    expect(entryAt(text, caret, separator).text).toBe(entry);
  });

  test('is replaced, and the next entry can be typed at once', () => {
    const text = 'Crime, dra';
    expect(replaceEntry(text, entryAt(text, 10, ','), 'Drama', ',')).toEqual({ text: 'Crime, Drama, ', caret: 14 });
  });

  test('is replaced in the middle, where the next entry follows already', () => {
    const text = 'al pac\nDiane Keaton';
    expect(replaceEntry(text, entryAt(text, 6, '\n'), 'Al Pacino', '\n')).toEqual({
      text: 'Al Pacino\nDiane Keaton',
      caret: 9,
    });
  });
});
