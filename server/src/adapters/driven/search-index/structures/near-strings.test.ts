import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from '../../../../../testing/oracle/edit-distance.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { LOOK_UPS_BEFORE_HALVES, NearStrings } from './near-strings.ts';

/** So many other words that halves are listed. */
const OTHERS = Array.from({ length: 1_000 }, (_, i) => `zzzzzzz${String(i)}`);

/** @param areLong whether the words within one edit are found by their halves */
function nearTo(words: readonly string[], word: string, maxEdits: number, areLong = false): Map<number, number> {
  const near = new NearStrings(
    sectionsOf((sections) => {
      NearStrings.write(sections, areLong ? [...words, ...OTHERS] : words);
    }),
    areLong,
  );
  if (areLong) lookUpOften(near);
  const found = new Map<number, number>();
  near.find(
    word,
    maxEdits,
    (id) => [words[id] ?? ''],
    (id, edits) => found.set(id, edits),
  );
  return found;
}

/** Halves are listed only after this many look-ups. */
function lookUpOften(near: NearStrings): void {
  for (let i = 0; i < LOOK_UPS_BEFORE_HALVES; i += 1) {
    near.find(
      'something else',
      1,
      () => [],
      () => undefined,
    );
  }
}

/** The result of comparing with every word. */
function expected(words: readonly string[], word: string, maxEdits: number): Map<number, number> {
  const distances = words.map((other, id) => [id, editDistance(word, other)] as const);
  return new Map(distances.filter(([id, edits]) => edits <= maxEdits && words[id] !== ''));
}

const sorted = (found: Map<number, number>) => [...found].sort(([a], [b]) => a - b);

test('finds the same near words as comparing with every word', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é', '七');
  const word = fc.array(letters, { minLength: 1, maxLength: 8 }).map((units) => units.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 60 }), word, fc.constantFrom(1, 2), (words, asked, maxEdits) => {
      expect(sorted(nearTo(words, asked, maxEdits))).toEqual(sorted(expected(words, asked, maxEdits)));
    }),
  );
});

test('finds all near words if a length has so many words that only the likely classes are read', () => {
  const letters = Array.from('abcdefgh');
  const longer = (words: readonly string[]) => words.flatMap((word) => letters.map((letter) => word + letter));
  const words = longer(longer(longer(letters)));
  const word = fc.array(fc.constantFrom(...letters), { minLength: 3, maxLength: 6 }).map((units) => units.join(''));
  fc.assert(
    fc.property(word, fc.constantFrom(1, 2), (asked, maxEdits) => {
      expect(sorted(nearTo(words, asked, maxEdits))).toEqual(sorted(expected(words, asked, maxEdits)));
    }),
    { numRuns: 20 },
  );
});

test('finds all near words if there are more letters than one byte can number', () => {
  const alphabet = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + i));
  const words = alphabet.map((letter, i) => `${letter}${alphabet[(i * 7) % 400] ?? ''}abc`);
  for (const asked of [words[0] ?? '', `${alphabet[399] ?? ''}xabc`, 'xyabc', '龘龘abc']) {
    expect(sorted(nearTo(words, asked, 2))).toEqual(sorted(expected(words, asked, 2)));
  }
});

test('finds the same long texts within one edit by their halves as by comparing with every text', () => {
  // With two letters, most texts are one edit from others.
  const text = fc.array(fc.constantFrom('a', '七'), { minLength: 6, maxLength: 8 }).map((units) => units.join(''));
  const texts = fc.uniqueArray(text, { minLength: 80, maxLength: 120 });
  fc.assert(
    fc.property(texts, text, (words, asked) => {
      expect(sorted(nearTo(words, asked, 1, true))).toEqual(sorted(expected(words, asked, 1)));
    }),
  );
});

test('finds a long text within one edit once, wherever the edit is', () => {
  const text = 'casablanca';
  const edited = Array.from(text, (letter, at) => [
    text.slice(0, at) + text.slice(at + 1),
    `${text.slice(0, at)}x${text.slice(at)}`,
    `${text.slice(0, at)}x${text.slice(at + 1)}`,
    text.slice(0, at) + (text[at + 1] ?? '') + letter + text.slice(at + 2),
  ]);
  for (const asked of [text, `${text}x`, ...edited.flat()]) {
    const visits: number[] = [];
    const near = new NearStrings(
      sectionsOf((sections) => {
        NearStrings.write(sections, [text, ...OTHERS]);
      }),
      true,
    );
    lookUpOften(near);
    near.find(
      asked,
      1,
      () => [],
      (id) => visits.push(id),
    );
    expect([asked, visits]).toEqual([asked, [0]]);
  }
});

test('finds nothing near a very long word', () => {
  expect(nearTo(['a'.repeat(65), 'b'], 'a'.repeat(65), 1).size).toBe(0);
});

test('finds equal words before and after near ones were looked up, although a word is empty', () => {
  const words = ['', ...OTHERS.slice(0, 100)];
  const near = new NearStrings(
    sectionsOf((sections) => {
      NearStrings.write(sections, words);
    }),
  );
  const wordsOf = (id: number) => [words[id] ?? ''];
  const equal = () => {
    const found: number[] = [];
    for (const word of words.slice(1)) near.findEqual(word, wordsOf, (id) => found.push(id));
    return found;
  };
  const all = words.slice(1).map((_, i) => i + 1);
  expect(equal()).toEqual(all);
  near.find('zzzzzzz1', 1, wordsOf, () => undefined);
  expect(equal()).toEqual(all);
});

test.each([false, true])('says whether a word that it finds may have a digit, by halves: %p', (areLong) => {
  const words = ['rockyxii2', 'rockyxii', 'rockyxi\u0669', 'rockyxi\u{1D7D7}', 'rockyxié'];
  const near = new NearStrings(
    sectionsOf((sections) => {
      NearStrings.write(sections, areLong ? [...words, ...OTHERS] : words);
    }),
    areLong,
  );
  if (areLong) lookUpOften(near);
  const found = new Map<string, boolean>();
  for (const asked of ['rockyxii', 'rockyxi\u{1D7D7}']) {
    near.find(
      asked,
      1,
      (id) => [words[id] ?? ''],
      (id, _, mayHaveDigit) => found.set(words[id] ?? '', mayHaveDigit),
    );
  }
  expect(Object.fromEntries(found)).toEqual({
    rockyxii2: true,
    rockyxii: false,
    'rockyxi\u0669': true,
    'rockyxi\u{1D7D7}': true,
    rockyxié: false,
  });
});
