import { expect, test } from '@jest/globals';
import { rememberingSome } from './remembering.ts';

test('a result is computed again only after the cache was emptied because it was full', () => {
  const computed: string[] = [];
  const remember = rememberingSome((text) => {
    computed.push(text);
    return text === 'none' ? undefined : text.length;
  }, 2);
  const texts = ['none', 'ab', 'none', 'ab', 'abc', 'ab'];
  expect(texts.map(remember)).toEqual([undefined, 2, undefined, 2, 3, 2]);
  expect(computed).toEqual(['none', 'ab', 'abc', 'ab']);
});
