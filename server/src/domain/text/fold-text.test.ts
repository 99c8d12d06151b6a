import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../testing/builders/any-character.ts';
import { foldText, termsOf, titleKey, tokenize } from './fold-text.ts';
import { isPlainCharacter } from './spaceless-scripts.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

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
    // Ligatures of phrases become short.
    ['ﷺ', 'صلعم'],
    ['ﷻﷺ', 'جلصلعم'],
    // Letters that Unicode does not decompose, and modifier letters.
    ['ʻOhana', 'ohana'],
    ['Ħaż-Żebbuġ', 'haz-zebbug'],
    ['Ŋaŋa', 'nana'],
    ['Əli Ɓɗƙ ŧƀ', 'eli bdk tb'],
    // Greek sigma, whether at the end of the word or not.
    ['ΟΔΥΣ', 'οδυσ'],
    ['φως', 'φωσ'],
    ['Οδύσσεια', 'οδυσσεια'],
    // Marks of other scripts distinguish words. Those of Cyrillic, Hebrew and Arabic do not.
    ['हिन्दी', 'हिन्दी'],
    ['น้ำ', 'น้ํา'],
    // Kana are composed, so か is not the beginning of が.
    ['がか\u3099き\u309a', 'ががき\u309a'],
    ['パﾊﾟ', 'パパ'],
    ['Ёлки й', 'елки и'],
    ['שָׁלוֹם', 'שלום'],
    ['مُحَمَّد', 'محمد'],
    // Arabic and Persian variants, and the kashida.
    ['أإآٱ', 'اااا'],
    ['على', 'علي'],
    ['علی', 'علي'],
    ['کتاب', 'كتاب'],
    ['مدرسة', 'مدرسه'],
    ['ســلام', 'سلام'],
    // Digits of other scripts.
    ['٢٠٢٣ ۱۹۷۹ १९८४ ๑๙ ２', '2023 1979 1984 19 2'],
  ])('%s folds to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test('makes a text at most seven times as long', () => {
    fc.assert(
      fc.property(anyCharacter, (character) => {
        expect(foldText(character).length).toBeLessThanOrEqual(7 * character.length);
      }),
    );
    for (const ligature of ['\ufdfa', '\ufdfb', '\u321d']) expect(foldText(ligature).length).toBeLessThanOrEqual(7);
  });

  test.each(['\u09cb', '\u0b48', '\u0929', '\u0958', '\u02bb'])(
    'does not change folded text of many marks: %j',
    (character) => {
      const marks = '\u0901'.repeat(30);
      for (const text of [character + marks, marks + character + marks]) {
        expect(foldText(foldText(`a${text}`))).toBe(foldText(`a${text}`));
      }
    },
  );

  test('does not change folded text if marks were removed between others', () => {
    // A mark between a kana and its own mark, and marks that hold two others apart, which Unicode would sort.
    const marks = ['\u0338', '\u0301', '\u034f', '\u02bb', '\u0640', '\u3099', '\uff9e', '\u093c', '\u094d', '\u09cb'];
    const text = fc.string({ unit: fc.constantFrom('か', 'が', 'a', 'क', 'Й', ...marks), maxLength: 50 });
    fc.assert(
      fc.property(text, (marked) => {
        expect(foldText(foldText(marked))).toBe(foldText(marked));
      }),
    );
    expect(foldText('か\u0338\u3099')).toBe('が');
  });

  test('does not change folded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
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
    ['8½', ['8', '1/2']],
    ['8 1/2', ['8', '1/2']],
    ['½', ['1/2']],
    ['9 ３／４', ['9', '3/4']],
    ['Naked Gun 33⅓', ['naked', 'gun', '33', '1/3']],
    // Not fractions: a ratio, dates, and two numbers.
    ['50/50', ['50', '50']],
    ['9/11', ['9', '11']],
    ['1/2/1990', ['1', '2', '1990']],
    ['44/100 and 24/7', ['44', '100', 'and', '24', '7']],
    ['1 / 2, 1/02, 1-2', ['1', '2', '1', '02', '1', '2']],
    ['Alien³', ['alien', '3']],
    ['Alien ⑴', ['alien', '1']],
    ['20,000 Leagues', ['20', '000', 'leagues']],
    ['七人の侍', ['七人', '人の', 'の侍']],
    ['七人 侍', ['七人', '侍']],
    ['2人の侍II', ['2', '人の', 'の侍', 'ii']],
    ['ﾊﾟﾘ', ['パリ']],
    ['แฟนฉัน', ['แฟ', 'ฟน', 'นฉั', 'ฉัน']],
    ['오징어 게임', ['오징어', '게임'].map((word) => word.normalize('NFD'))],
    ['Fast ＆ Furious', ['fast', 'and', 'furious']],
    ['Romeo + Juliet', ['romeo', 'and', 'juliet']],
    ['Romeo+Juliet', ['romeo', 'and', 'juliet']],
    ['Roméo ＋ Juliet', ['romeo', 'and', 'juliet']],
    ['A+ Student, C++', ['a', 'student', 'c']],
    ['+1', ['1']],
    ['33+1⁄3', ['33', '1/3']],
    ['33+1/3', ['33', '1/3']],
    ['U2+3D', ['u2', '3d']],
    ['2 + 2', ['2', 'and', '2']],
    ["Rock'n'Roll", ['rock', 'n', 'roll']],
    ['Rock’N’Roll', ['rock', 'n', 'roll']],
    ["Rock'n Roll, N'Ever, didn't, rock'no'roll", ['rock', 'n', 'roll', 'never', 'didnt', 'rocknoroll']],
    ['Hawai‘i ʻOhana', ['hawaii', 'ohana']],
    ['$', ['$']],
    ['???', ['???']],
    ['... !!!', ['...!!!']],
    [' 🎃 ', ['🎃']],
    ['❤️', ['❤']],
    ['what???', ['what']],
    ['', []],
    [' \u200b\u0301', []],
  ])('%s has the words %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  test('takes only the symbols for the word of a text of symbols, and not the spaces around them', () => {
    expect(tokenize('  ??? ')).toEqual([{ term: '???', start: 2, end: 5 }]);
  });

  test('returns words in order, each with its position in the text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 60 }),
      fc
        .array(fc.constantFrom(...Array.from('aé+&½ ’千と尋ﾞฉัน7/1')), { maxLength: 12 })
        .map((letters) => letters.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { term, start, end } of tokenize(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = start;
          const own = text.slice(start, end);
          if (own !== '+' && own !== '＋') expect(termsOf(own)).toContain(term);
        }
      }),
    );
  });
});

describe('titleKey', () => {
  test.each([
    ['The Godfather', 'godfather'],
    ['A Trip to the Moon', 'trip to the moon'],
    ['An', 'an'],
    ['An Affair to Remember', 'affair to remember'],
    ['N Roll', 'n roll'],
    ['Bel N', 'bel n'],
    ['J.-P. Melville', 'j p melville'],
    ['H... G. Wells', 'h g wells'],
    ['The The', 'the'],
    ['Spider-Man', 'spider man'],
    ['A.I. Artificial Intelligence', 'ai artificial intelligence'],
    ["Rock 'n' Roll", 'rock and roll'],
    ['N. Roll', 'n roll'],
    ['Robert N. Roll', 'robert n roll'],
  ])('%s sorts as %s', (title, key) => {
    expect(titleKey(title)).toBe(key);
  });
});

test('a text of only kana and Chinese characters has the same words as inside a longer text', () => {
  const plain = fc
    .oneof(fc.integer({ min: 0x3041, max: 0x30ff }), fc.integer({ min: 0x4e00, max: 0x9fff }))
    .filter(isPlainCharacter)
    .map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 8 }), (characters) => {
      const text = characters.join('');
      // A text with an ASCII letter is split by the slower code.
      expect([...tokenize(text), { term: 'x', start: text.length + 1, end: text.length + 2 }]).toEqual(
        tokenize(`${text} x`),
      );
    }),
  );
});

test('a short word that is repeated is folded once', () => {
  const normalize = jest.spyOn(String.prototype, 'normalize');
  expect(tokenize('éa ¾ '.repeat(100))).toHaveLength(200);
  expect(normalize.mock.calls.length).toBeLessThan(10);
});

describe('a text of 2,000 marks', () => {
  test.each([
    ['half-width kana', 'ｶ', 'ﾞ', 'ガ'],
    ['accents above and below a letter', 'a', '\u0301\u0316', 'a'],
    ['accents above and below a half-width mark', 'x', 'ﾞ\u0316', 'x'],
    ['Devanagari', 'क', '\u094d\u093c', 'क'],
  ])('takes steps that grow with its length: %s', (_what, letter, marks, begins) => {
    const normalize = jest.spyOn(String.prototype, 'normalize');
    const [word] = tokenize(letter + marks.repeat(2_000 / marks.length));
    const lengths = normalize.mock.contexts.map((text) => String(text).length);
    expect(Math.max(...lengths)).toBeLessThan(100);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThan(10 * 2_000);
    expect(word?.term.startsWith(begins)).toBe(true);
  });
});
