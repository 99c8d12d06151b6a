import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalTerms } from './canonical-terms.ts';
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
