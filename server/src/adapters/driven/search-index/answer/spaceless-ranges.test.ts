import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from '../../../../domain/text/fold-text.ts';
import { titleTokens } from '../../../../domain/text/searchable-words.ts';
import { SpacelessMarker } from './spaceless-ranges.ts';

test('marks each pair of characters, even if pairs overlap', () => {
  const marker = SpacelessMarker.for([
    { term: '神隠', isUnfinished: false },
    { term: '隠し', isUnfinished: true },
  ]);
  expect(marker?.rangesIn('千と千尋の神隠し')).toEqual([
    [5, 7],
    [6, 8],
  ]);
});

test.each(['star', '神', '神a', '神隠し', '소녀', ''])('there is no marker for the word "%s"', (term) => {
  expect(SpacelessMarker.for([{ term, isUnfinished: false }])).toBeUndefined();
});

test.each(['神', '神隠し 2', 'か\u3099く神', ''])('leaves the text "%s" to the tokenizer', (text) => {
  expect(SpacelessMarker.for([{ term: '神隠', isUnfinished: false }])?.rangesIn(text)).toBeUndefined();
});

test('marks the same ranges as a comparison with every word of the text', () => {
  const character = fc.constantFrom(...Array.from('神隠しカガパハー千ゞ'));
  const anyText = fc.array(character, { maxLength: 6 }).map((characters) => characters.join(''));
  const anyWord = fc.record({ typed: fc.tuple(character, character), isUnfinished: fc.boolean() });
  fc.assert(
    fc.property(anyText, anyWord, (text, { typed, isUnfinished }) => {
      const term = foldText(typed.join(''));
      const found = SpacelessMarker.for([{ term, isUnfinished }])?.rangesIn(text);
      if (!found) return;
      const matches = (other: string) => other === term || (isUnfinished && other.startsWith(term));
      const expected = titleTokens(text).filter((token) => matches(token.term));
      expect(found).toEqual(expected.map(({ start, end }) => [start, end]));
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
