import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../../../testing/builders/any-character.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { NameColumn } from './name-column.ts';
import { TextColumn } from './text-column.ts';

const name = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: anyCharacter, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '\u00fe', '\u00ff', '\u0100', '\ud800'), maxLength: 6 }),
);

test('names are read as they were written, on the first read and on the second', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 70 }), (names) => {
      const column = new NameColumn(
        sectionsOf((sections) => {
          TextColumn.write(sections, names);
        }),
      );
      for (let times = 0; times < 2; times += 1) expect(names.map((_, i) => column.at(i))).toEqual(names);
    }),
  );
});
