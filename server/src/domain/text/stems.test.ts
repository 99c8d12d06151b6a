import { describe, expect, test } from '@jest/globals';
import { stemOf, stemsOf } from './stems.ts';

describe('stemsOf', () => {
  test.each([
    ['Hunting the sharks', ['hunt', 'shark']],
    ["The shark's hunters hunted", ['shark', 'hunter', 'hunt']],
    ['A man and a woman', ['man', 'woman']],
    ['Amélie’s garden gnomes', ['ameli', 'garden', 'gnome']],
    ['', []],
    ['the of and', []],
    ['七人の侍', ['七人', '人の', 'の侍']],
  ])('%p has the stems %p', (text, stems) => {
    expect(stemsOf(text)).toEqual(stems);
  });

  test('keeps repetitions, so that frequent words count more', () => {
    expect(stemsOf('Dreams within dreams')).toEqual(['dream', 'dream']);
  });
});

test('a word of more than 40 letters is its own stem', () => {
  const word = `${'a'.repeat(40)}ing`;
  expect(stemOf(word)).toBe(word);
  expect(stemOf('the')).toBeUndefined();
});
