import { expect, test } from '@jest/globals';
import { tokenize } from './fold-text.ts';
import { meaningsOfV } from './versus.ts';

test.each([
  ['Batman v Superman', ['versus']],
  ['Batman v. Superman', ['versus']],
  ['Batman v  9', ['versus']],
  ['Batman V Superman', ['versus', '5']],
  ['Batman V. 9 Men', ['versus', '5']],
  ['Henry V is king', ['5']],
  ['Rocky V', ['5']],
  ['Rocky v', ['5']],
  ['v for Vendetta', ['5']],
  ['Star Trek V: The Final Frontier', ['5']],
  ['Star Trek v: The Final Frontier', ['5']],
  ['Area v-Nine', ['5']],
])('the "v" of %j means %j', (title, meanings) => {
  const tokens = tokenize(title);
  const at = tokens.findIndex(({ term }) => term === 'v');
  expect(meaningsOfV(title, tokens, at)).toEqual(meanings);
});
