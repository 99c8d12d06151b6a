import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../../testing/builders/any-character.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { TextColumn } from './text-column.ts';

test('every text comes back unchanged, whatever its characters are', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.constant('\ud800'),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 70 }), (texts) => {
      const column = new TextColumn(
        sectionsOf((sections) => {
          TextColumn.write(sections, texts);
        }),
      );
      expect(column.size).toBe(texts.length);
      expect(texts.map((_, i) => column.at(i))).toEqual(texts);
    }),
  );
});
