import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sectionsOf } from '../../../../../test/builders/sections.ts';
import { addBit, bitWords, forEachBit } from './bits.ts';
import { Postings } from './postings.ts';

const UNIVERSE = 300;
const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
const someMembers = fc.oneof(
  fc.uniqueArray(fc.nat({ max: UNIVERSE - 1 }), { maxLength: 20 }),
  fc.uniqueArray(fc.nat({ max: UNIVERSE - 1 }), { minLength: 60, maxLength: 200 }),
);

test('postings are lists of numbers, short ones and bitmaps alike', () => {
  fc.assert(
    fc.property(fc.array(someMembers, { minLength: 1, maxLength: 8 }), someMembers, fc.nat(), (unsorted, set, cut) => {
      const lists = unsorted.map(ascending);
      const postings = new Postings(
        sectionsOf((sections) => {
          Postings.write(sections, 'p', lists, UNIVERSE);
        }),
        'p',
      );
      const inSet = new Int32Array(bitWords(UNIVERSE));
      for (const member of set) addBit(inSet, member);
      expect(postings.size).toBe(lists.length);
      for (const [i, list] of lists.entries()) {
        const visited: number[] = [];
        postings.forEach(i, (member) => visited.push(member));
        expect(visited).toEqual(list);
        expect(postings.count(i)).toBe(list.length);
        expect(postings.countIn(i, inSet)).toBe(list.filter((member) => set.includes(member)).length);
      }
      const from = cut % lists.length;
      const bits = new Int32Array(bitWords(UNIVERSE));
      postings.addSpanTo({ from, to: lists.length }, bits);
      const found: number[] = [];
      forEachBit(bits, (i) => found.push(i));
      expect(found).toEqual(ascending(new Set(lists.slice(from).flat())));
    }),
  );
});

test('gaps of any size come back', () => {
  const list = [0, 1, 129, 20_000, 3_000_000, 99_999_999];
  const postings = new Postings(
    sectionsOf((sections) => {
      Postings.write(sections, 'p', [list], 100_000_000);
    }),
    'p',
  );
  const visited: number[] = [];
  postings.forEach(0, (member) => visited.push(member));
  expect(visited).toEqual(list);
});
