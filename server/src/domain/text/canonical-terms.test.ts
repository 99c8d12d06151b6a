import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalTerms, equivalentsOf, isRoman, mayBeEquivalent, otherNumeral } from './canonical-terms.ts';
import { termsOf } from './fold-text.ts';

const canonical = (text: string) => canonicalTerms(termsOf(text)).join(' ');

describe('the canonical terms', () => {
  test.each([
    ['nine', '9'],
    ['twenty one', '21'],
    ['Twenty-One', '21'],
    ['forty', '40'],
    ['one hundred and one dalmatians', '101 dalmatians'],
    ['one hundred one dalmatians', '101 dalmatians'],
    ['two thousand and one a space odyssey', '2001 a space odyssey'],
    ['nineteen eighty four', '1984'],
    ['nineteen hundred', '1900'],
    ['twenty twenty', '2020'],
    ['20 thousand leagues', '20000 leagues'],
    ['one million years', '1000000 years'],
    ['nine and a half weeks', '9 1/2 weeks'],
    ['8½', '8 1/2'],
    ['thirty three and a third', '33 1/3'],
    ['two and two thirds', '2 2/3'],
    ['10 and one quarter', '10 1/4'],
    ['Cop and a Half', 'cop and a half'],
    ['half a sinner', 'half a sinner'],
    ['nine and half', '9 and half'],
    ['zero', '0'],
    ['first blood', '1st blood'],
    ['twenty first century', '21st century'],
    ['friday the thirteenth', 'friday the 13th'],
    ['the second', 'the 2nd'],
    // Numbers that are only next to each other.
    ['one two three', '1 2 3'],
    ['seven eleven', '7 11'],
    ['one and two', '1 and 2'],
    ['hundred and', '100 and'],
    ['twenty ten and', '2010 and'],
    ['one zero', '1 0'],
    ['thousand hundred', '1000 100'],
    // Numerals.
    ['Rocky II', 'rocky 2'],
    ['Rocky XXX', 'rocky 30'],
    ['Dune: Part I', 'dune pt 1'],
    ['I, Robot', 'i robot'],
    // Abbreviations.
    ['Kill Bill: Volume 2', 'kill bill vol 2'],
    ['Mister Doctor Saint', 'mr dr st'],
    ['Number One', 'no 1'],
    ['No. 1', 'no 1'],
    ['Number of the Beast', 'number of the beast'],
    ['Super Mario Brothers', 'super mario bros'],
    ['rock n roll', 'rock and roll'],
    ["rock 'n' roll", 'rock and roll'],
    ["nine 'n' a half weeks", '9 1/2 weeks'],
    ['Rock & Roll', 'rock and roll'],
    ['N', 'n'],
    ['', ''],
  ])('of %j are %j', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each([
    ['Kramer vs. Kramer', 'Kramer versus Kramer'],
    ['Ten', 'X'],
    ['Rocky Five', 'Rocky V'],
  ])('of %j and %j are equal', (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  test.each([
    ['Ocean Eleven', 'Ocean Twelve'],
    ['one hundred', 'one thousand'],
    ['sixteen', 'sixty'],
    ['first', 'one'],
    ['Mr. Smith', 'Mrs. Smith'],
    ['Part I', 'Part II'],
    ['Versus', 'Five'],
    ['vs', 'V'],
    ['Batman versus Superman', 'Batman 5 Superman'],
  ])('of %j and %j differ', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  test('of canonical terms are those terms themselves', () => {
    const words = fc.constantFrom(
      'nine',
      'ii',
      'mister',
      'part',
      'i',
      'rocky',
      'n',
      'first',
      'no',
      'number',
      'and',
      'a',
      'half',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), (terms) => {
        const once = canonicalTerms(terms);
        expect(canonicalTerms(once)).toEqual(once);
      }),
    );
  });
});

test.each([
  ['part 1', 1, ['one', 'i']],
  ['1 part', 0, ['one']],
  ['part i', 1, ['1', 'one']],
  ['i robot', 0, []],
  ['batman v superman', 1, []],
  ['alien vs predator', 1, ['versus', 'v']],
  ['alien versus predator', 1, ['vs', 'v']],
  ['vs predator', 0, ['versus']],
  ['alien versus', 1, ['vs']],
  ['dr no', 1, []],
  ['no 7', 0, ['number']],
  ['no seven', 0, ['number']],
  ['no vii', 0, ['number']],
  ['number 7', 0, ['no']],
  ['number one', 0, ['no']],
  ['number theory', 0, []],
  ['number 7th', 0, []],
  ['number b52', 0, []],
  ['rock n roll', 1, ['and']],
  ['n roll', 0, []],
  ['rock n', 1, []],
  ['rocky iii', 1, ['3', 'three']],
  ['malcolm x', 1, ['10']],
  ['mister smith', 0, ['mr']],
  ['jaws', 0, []],
])('in %j, word %i is also found by %j', (text, at, words) => {
  expect(equivalentsOf(text.split(' '), at)).toEqual(words);
});

test.each([
  ['three', false, true],
  ['thr', false, false],
  ['thr', true, true],
  ['an', true, true],
  ['and', false, true],
  ['0', false, true],
  ['9lives', false, true],
  ['jaws', true, false],
  ['/', true, false],
  [':', false, false],
])('whether %s may be an equivalent (unfinished: %s): %s', (term, isUnfinished, may) => {
  expect(mayBeEquivalent(term, isUnfinished)).toBe(may);
});

test.each([
  ['rocky ii', 1, '2'],
  ['rocky 2', 1, 'ii'],
  ['part i', 1, '1'],
  ['part 1', 1, 'i'],
  ['i robot', 0, undefined],
  ['1 robot', 0, undefined],
  ['jaws', 0, undefined],
])('in %j, word %i has the other numeral %s', (text, at, numeral) => {
  expect(otherNumeral(text.split(' '), at)).toBe(numeral);
});

test('knows Roman numerals', () => {
  expect(['i', 'iv', 'xx', '4', 'civil'].map(isRoman)).toEqual([true, true, true, false, false]);
});
