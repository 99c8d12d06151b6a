import { expect, test } from '@jest/globals';
import { alternativeForms } from './alternative-titles.ts';

test('a title that begins with "The" also has its forms with this word', () => {
  expect(alternativeForms('The Polar Express')).toEqual(['polarexpress', 'thepolarexpress']);
  expect(alternativeForms('Polar Express')).toEqual(['polarexpress']);
});

test('a short title of many words with two meanings has few forms', () => {
  const forms = alternativeForms('The v v v v v & 1');
  expect(forms).toHaveLength(8);
  expect(forms).toContain('5vvvvand1');
});
