import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../../testing/builders/any-character.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { SortedStrings } from './sorted-strings.ts';

/** Any code units, including lone surrogates. Many of these texts have a common beginning. */
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 6 }),
  fc
    .array(fc.constantFrom('a', 'b', 'é', '七', '\ud83c', '\uffff', '\0'), { maxLength: 5 })
    .map((units) => units.join('')),
);

test('sorted strings return the same as a sorted array', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 80 }), fc.array(text, { minLength: 1, maxLength: 8 }), (texts, probes) => {
      const sorted = texts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      const strings = new SortedStrings(
        sectionsOf((sections) => {
          SortedStrings.write(sections, sorted);
        }),
      );
      expect(sorted.map((_, i) => strings.at(i))).toEqual(sorted);
      const below = (probe: string) => sorted.filter((other) => other < probe).length;
      const asked = [...probes, ...sorted.slice(0, 8)];
      const answers = asked.map((probe) => [strings.find(probe), strings.equalRange(probe), strings.prefixSpan(probe)]);
      const expected = asked.map((probe) => {
        const from = below(probe);
        const equal = sorted.filter((other) => other === probe).length;
        const to = from + sorted.filter((other) => other.startsWith(probe)).length;
        return [equal > 0 ? from : -1, [from, from + equal], { from, to, whole: from + Math.min(equal, 1) }];
      });
      expect(answers).toEqual(expected);
    }),
  );
});

test('looks up a text that is longer than any text before it', () => {
  const long = '七'.repeat(1_000);
  const strings = new SortedStrings(
    sectionsOf((sections) => {
      SortedStrings.write(sections, ['a', long]);
    }),
  );
  expect(strings.find(long)).toBe(1);
  expect(strings.prefixSpan(long.slice(1)).from).toBe(1);
});

test('each text that is a beginning of a text is found, the shortest first', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'é', '七'), { minLength: 1, maxLength: 7 });
  const word = letters.map((units) => units.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 80 }),
      word,
      fc.integer({ min: 1, max: 3 }),
      (texts, asked, least) => {
        const sorted = texts.sort();
        const strings = new SortedStrings(
          sectionsOf((sections) => {
            SortedStrings.write(sections, sorted);
          }),
        );
        const found: (readonly [letters: number, place: number])[] = [];
        strings.forEachBeginning(asked, least, asked.length - 1, (...beginning) => found.push(beginning));
        const beginnings = sorted.filter(
          (text) => asked.startsWith(text) && text.length >= least && text.length < asked.length,
        );
        expect(found).toEqual(beginnings.map((text) => [text.length, sorted.indexOf(text)]));
      },
    ),
  );
});
