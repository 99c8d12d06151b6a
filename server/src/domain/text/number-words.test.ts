import { expect, test } from '@jest/globals';
import { NUMBER_WORDS, numberAt, WORDS_OF_NUMBER } from './number-words.ts';

const read = (text: string) => {
  const terms = text.split(' ');
  const number = numberAt(terms, 0);
  return number && [number.digits, terms.slice(number.words).join(' ')];
};

test.each([
  ['zero', '0', ''],
  ['one', '1', ''],
  ['nineteen', '19', ''],
  ['twenty', '20', ''],
  ['ninety nine luftballons', '99', 'luftballons'],
  ['twenty ten', '2010', ''],
  ['twenty twenty', '2020', ''],
  ['nineteen eighty four', '1984', ''],
  ['nineteen ten', '1910', ''],
  ['eleven fourteen', '1114', ''],
  ['hundred', '100', ''],
  ['one hundred', '100', ''],
  ['one hundred and one dalmatians', '101', 'dalmatians'],
  ['two hundred one', '201', ''],
  ['two hundred twenty one', '221', ''],
  ['thousand', '1000', ''],
  ['two thousand and one', '2001', ''],
  ['two thousand twelve', '2012', ''],
  ['one thousand one hundred', '1100', ''],
  ['million', '1000000', ''],
  ['one million two hundred thousand three', '1200003', ''],
  ['two thousand million', '2000', 'million'],
  ['thousand thousand', '1000', 'thousand'],
  ['million hundred', '1000000', 'hundred'],
  ['20 thousand leagues', '20000', 'leagues'],
  ['999 million', '999000000', ''],
  ['first', '1st', ''],
  ['second', '2nd', ''],
  ['third', '3rd', ''],
  ['fourth', '4th', ''],
  ['eleventh', '11th', ''],
  ['twelfth', '12th', ''],
  ['thirteenth', '13th', ''],
  ['twentieth century', '20th', 'century'],
  ['twenty first', '21st', ''],
  ['thirty second', '32nd', ''],
  ['one hundred eleventh', '111th', ''],
  ['zeroth', '0th', ''],
])('%j begins with the number %s, and goes on with %j', (text, digits, rest) => {
  expect(read(text)).toEqual([digits, rest]);
});

test.each([
  ['one two', '1', 'two'],
  ['ten one', '10', 'one'],
  ['ten ten', '10', 'ten'],
  ['ten thousand', '10000', ''],
  ['eleven nine', '11', 'nine'],
  ['eleven first', '11', 'first'],
  ['nineteen hundred', '1900', ''],
  ['twenty one twenty', '21', 'twenty'],
  ['twenty zero', '20', 'zero'],
  ['twenty eleven', '2011', ''],
  ['thirty eleven', '30', 'eleven'],
  ['thirty forty', '30', 'forty'],
  ['twenty one one', '21', 'one'],
  ['one hundred one hundred', '101', 'hundred'],
  ['one hundred and', '100', 'and'],
  ['one hundred and dalmatians', '100', 'and dalmatians'],
  ['twenty and one', '20', 'and one'],
  ['two hundred hundred', '200', 'hundred'],
  ['zero first', '0', 'first'],
  ['twelve nineteen eighty', '1219', 'eighty'],
  ['first second', '1st', 'second'],
])('%j is %s, and %j is not part of it', (text, digits, rest) => {
  expect(read(text)).toEqual([digits, rest]);
});

test.each([
  '',
  'and one',
  'cat',
  '20',
  '20 leagues',
  '0 thousand',
  '1000 thousand',
  '02 thousand',
  '2x thousand',
  'x hundred',
])('%j does not begin with a number in words', (text) => {
  expect(read(text)).toBeUndefined();
});

test('reads a number in the middle of a text', () => {
  expect(numberAt(['the', 'twenty', 'one'], 1)).toEqual({ digits: '21', words: 2 });
  expect(numberAt(['two', 'and', 'three'], 1)).toBeUndefined();
  expect(numberAt(['hundred', 'and', 'one'], 1)).toBeUndefined();
  expect(numberAt(['one'], 1)).toBeUndefined();
});

test('knows the words of numbers up to 99, and of ordinals of one word', () => {
  expect(WORDS_OF_NUMBER.get('0')).toEqual(['zero']);
  expect(WORDS_OF_NUMBER.get('13')).toEqual(['thirteen']);
  expect(WORDS_OF_NUMBER.get('20')).toEqual(['twenty']);
  expect(WORDS_OF_NUMBER.get('21')).toEqual(['twenty', 'one']);
  expect(WORDS_OF_NUMBER.get('99')).toEqual(['ninety', 'nine']);
  expect(WORDS_OF_NUMBER.get('1st')).toEqual(['first']);
  expect(WORDS_OF_NUMBER.get('90th')).toEqual(['ninetieth']);
  expect(WORDS_OF_NUMBER.get('100')).toBeUndefined();
  expect(NUMBER_WORDS).toContain('million');
  expect(NUMBER_WORDS).not.toContain('and');
});
