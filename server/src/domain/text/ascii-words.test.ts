import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenizeAscii } from './ascii-words.ts';
import { tokenize } from './fold-text.ts';

/** The words by the rules for all of Unicode: a text with a Greek word at its end is not ASCII. */
const byUnicode = (text: string) => tokenize(`${text} . ω`).slice(0, -1);

test.each([
  '',
  'Az Za 09 z9',
  '@[`{ /:',
  "don't, 'tis, dogs' day, a'",
  "rock'n'roll, rock 'n' roll, rock'n",
  "fish'n",
  "fish'nchips",
  "'n'",
  "a'n b",
  "a''n",
  'n',
  "a'b'c",
  'salt & pepper, &',
  'a+b, a + b, 3+4, 3 + 4, 3+a, a+3, 3 +4, a+ b, a +b, + a, a +',
  'a  + b, a +  b',
  ' + b',
  'a++b',
])('splits %j as the rules for all of Unicode do', (text) => {
  expect(tokenizeAscii(text)).toEqual(byUnicode(text));
});

test('splits every ASCII text as the rules for all of Unicode do', () => {
  const characters = fc.constantFrom(
    'a',
    'n',
    'N',
    'z',
    '0',
    '9',
    "'",
    "'n",
    '&',
    '+',
    ' + ',
    ' ',
    '.',
    '-',
    '@',
    '`',
    '{',
  );
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
      expect(tokenizeAscii(text)).toEqual(byUnicode(text));
    }),
    { seed: 22, numRuns: 200 },
  );
});

test.each(['é', 'a é', 'aé', "a'é", '\u0080', 'a\u0080'])('leaves %j to the rules for all of Unicode', (text) => {
  expect(tokenizeAscii(text)).toBeUndefined();
});
