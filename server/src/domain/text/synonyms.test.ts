import { expect, test } from '@jest/globals';
import { readSynonyms } from './synonyms.ts';

test('reads stems with their neighbours, without comments and empty lines', () => {
  const table = '# a comment\n\nkidnap\tabduct:0.79 hostag:0.66\ndog\tcanin:1\n';
  expect([...readSynonyms(table)]).toEqual([
    [
      'kidnap',
      [
        { stem: 'abduct', weight: 0.79 },
        { stem: 'hostag', weight: 0.66 },
      ],
    ],
    ['dog', [{ stem: 'canin', weight: 1 }]],
  ]);
});

test('reads lines that end as on Windows', () => {
  expect(readSynonyms('dog\tcanin:0.9\r\ncat\tpet:0.8\r\n').size).toBe(2);
});

test('a later line for a stem replaces an earlier one', () => {
  expect(readSynonyms('dog\tcanin:0.9\ndog\tpet:0.8').get('dog')).toEqual([{ stem: 'pet', weight: 0.8 }]);
});

test.each([
  'dog',
  'dog canin:0.9',
  'dog\tcanin',
  'dog\tcanin:2',
  'dog\tcanin:0.0',
  'dog\tcanin:0.9  pet:0.8',
  'two words\tpet:0.8',
])('reports the number of a malformed line: %p', (line) => {
  expect(() => readSynonyms(`# table\n${line}`)).toThrow('line 2 is not');
});
