import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldText, termsOf, titleKey, tokenize } from './fold-text.ts';

describe('foldText', () => {
  test.each([
    ['AMÉLIE', 'amelie'],
    ['Ame\u0301lie', 'amelie'],
    ['ＴＨＥ', 'the'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    ['İstanbul', 'istanbul'],
    ['ﬁn', 'fin'],
  ])('%s folds to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('does not change folded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test('ignores case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abcäéßøłñçşğ漢 -')) }), (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
      }),
    );
  });
});

describe('tokenize', () => {
  test.each([
    ['Spider-Man: Far from Home', ['spider', 'man', 'far', 'from', 'home']],
    ["Don't Look Now", ['dont', 'look', 'now']],
    ['Don’t', ['dont']],
    ['Fast & Furious', ['fast', 'and', 'furious']],
    ['8½', ['8', '1⁄2']],
    ['Alien³', ['alien', '3']],
    ['20,000 Leagues', ['20', '000', 'leagues']],
    ['七人の侍', ['七人の侍']],
    ['... !!!', []],
    ['', []],
  ])('%s has the words %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  test('returns words in order, without overlap, each with its position in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          end = token.end;
          expect(termsOf(text.slice(token.start, token.end))).toEqual([token.term]);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('titleKey', () => {
  test.each([
    ['The Godfather', 'godfather'],
    ['A Trip to the Moon', 'trip to the moon'],
    ['An', 'an'],
    ['The The', 'the'],
    ['Spider-Man', 'spider man'],
  ])('%s sorts as %s', (title, key) => {
    expect(titleKey(title)).toBe(key);
  });
});
