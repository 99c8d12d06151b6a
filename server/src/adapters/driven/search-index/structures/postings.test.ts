import { afterEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { countReadsOfNewBits } from '../../../../../testing/counting-reads.ts';
import { sectionsOf } from '../../../../../testing/builders/sections.ts';
import { addBit, bitWords, forEachBit, hasBit } from './bits.ts';
import { packLists } from './number-lists.ts';
import { Postings } from './postings.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const ascending = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

const packed = (lists: readonly (readonly number[])[]) => packLists(lists, (list) => list);

/** Compares long lists as texts, because Jest needs 20 times as long to compare them number by number. */
function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.join(' ')).toBe(expected.join(' '));
}

/** A list with any share of the universe, so that it is stored as a short list, a long list or a bitmap. */
const someMembers = (universe: number) =>
  fc.tuple(fc.nat({ max: universe - 1 }), fc.constantFrom(1, 3, 20, 70, 300, 5_000)).map(([first, gap]) => {
    const members: number[] = [];
    // The gaps vary around the given one.
    for (let member = first % gap; member < universe; member += 1 + ((member * 7) % (2 * gap))) members.push(member);
    return members;
  });

const someLists = fc
  .constantFrom(20, 300, 70_000)
  .chain((universe) =>
    fc.tuple(
      fc.constant(universe),
      fc.array(fc.oneof(fc.constant([]), someMembers(universe)), { minLength: 1, maxLength: 8 }),
      someMembers(universe),
    ),
  );

test('short lists, long lists and bitmaps hold the same members as lists of numbers', () => {
  fc.assert(
    fc.property(someLists, fc.nat(), ([universe, lists, set], cut) => {
      const postings = new Postings(
        sectionsOf((sections) => {
          Postings.write(sections, packed(lists), universe);
        }),
      );
      const inSet = new Int32Array(bitWords(universe));
      for (const member of set) addBit(inSet, member);
      expect(postings.size).toBe(lists.length);
      for (const [i, list] of lists.entries()) {
        const visited: number[] = [];
        postings.forEach(i, (member) => visited.push(member));
        expectSame(visited, list);
        expect(postings.count(i)).toBe(list.length);
        expect(postings.countIn(i, inSet)).toBe(list.filter((member) => hasBit(inSet, member)).length);
      }
      const from = cut % lists.length;
      const bits = new Int32Array(bitWords(universe));
      postings.addSpanTo({ from, to: lists.length }, bits);
      const found: number[] = [];
      forEachBit(bits, (i) => found.push(i));
      expectSame(found, ascending(new Set(lists.slice(from).flat())));
    }),
  );
});

test('gaps of any size come back unchanged', () => {
  const list = [0, 1, 129, 20_000, 3_000_000, 99_999_999];
  const postings = new Postings(
    sectionsOf((sections) => {
      Postings.write(sections, packed([list]), 100_000_000);
    }),
  );
  const visited: number[] = [];
  postings.forEach(0, (member) => visited.push(member));
  expect(visited).toEqual(list);
});

test('thousands of different bitmaps are not compared with each other, and equal ones are stored once', () => {
  const universe = 64;
  const few = (i: number) => Array.from({ length: 12 }, (_, bit) => 20 + bit * 2 + ((i >>> bit) & 1));
  const lists = Array.from({ length: 2_000 }, (_, i) => [
    ...Array.from({ length: 20 }, (_, member) => member),
    ...few(i),
  ]);
  const reads = countReadsOfNewBits();
  const sections = sectionsOf((writer) => {
    Postings.write(writer, packed([...lists, ...lists]), universe);
  });
  jest.restoreAllMocks();
  expect(reads()).toBeLessThan(100 * lists.length);
  expect(sections.u32('bitmaps')).toHaveLength(lists.length * bitWords(universe));
  const postings = new Postings(sections);
  const visited: number[] = [];
  postings.forEach(2_000 + 77, (member) => visited.push(member));
  expectSame(visited, lists[77]!);
});
