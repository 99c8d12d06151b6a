import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { countingReads, countReadsOfNewBits } from '../../../../../testing/counting-reads.ts';
import { SectionWriter } from '../structures/sections.ts';
import { FilmNames } from './film-names.ts';
import { numberNames } from './number-names.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** The names of films, written and opened. */
function namesOf(films: readonly (readonly string[])[]): FilmNames {
  const sections = new SectionWriter();
  const names = numberNames(
    films,
    (spellings) => spellings,
    (name) => name.toLowerCase(),
  );
  FilmNames.write(sections, names, films.length);
  return new FilmNames(sections);
}

/** "abc", "Abc", "aBc" and so on. */
function spelling(letters: string, number: number): string {
  return Array.from(letters, (letter, i) => ((number >>> i) & 1 ? letter.toUpperCase() : letter)).join('');
}

describe('the spellings of a name', () => {
  const SPELLINGS = 1_000;
  const films = Array.from({ length: SPELLINGS }, (_, i) => ['Ann', spelling('abcdefghijkl', i), 'Zoe']);

  test('are found in few steps, however many there are', () => {
    const steps = countReadsOfNewBits();
    const names = namesOf(films);
    jest.restoreAllMocks();
    const stepsOf = (count: () => void) => {
      const before = steps();
      count();
      return steps() - before;
    };
    const name = names.find('abcdefghijkl');
    let end = 0;
    expect(stepsOf(() => (end = names.endOf(name)))).toBeLessThan(20);
    expect(end).toBe(name + SPELLINGS);
    const found = new Set<number>();
    expect(
      stepsOf(() => {
        for (let number = name; number < end; number += 1) found.add(names.nameOf(number));
      }),
    ).toBeLessThan(20 * SPELLINGS);
    expect([...found]).toEqual([name]);
    expect(['ann', 'zoe'].map((key) => names.endOf(names.find(key)) - names.find(key))).toEqual([1, 1]);
  });

  test('are counted without a look at all films for each name', () => {
    const COUNT = 4_000;
    const names = namesOf(
      Array.from({ length: COUNT }, (_, i) => [
        `ann${String(i)}`,
        `Ann${String(i)}`,
        ...(i % 2 === 0 ? ['Zoe'] : ['zoe']),
      ]),
    );
    const { bits, reads } = countingReads(new Int32Array(COUNT / 32).fill(0x55555555));
    const counts = Array.from({ length: 500 }, (_, i) => names.countIn(names.find(`ann${String(i)}`), bits));
    expect(counts).toEqual(Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? 1 : 0)));
    expect(reads()).toBeLessThan(10 * 500);
    expect(names.countIn(names.find('zoe'), bits)).toBe(COUNT / 2);
    expect(names.countIn(names.find('ann0'), bits)).toBe(1);
  });

  test('of edited films are looked up once for each name in the largest segment', () => {
    const edited = namesOf(films);
    const largest = namesOf([['Ann'], ['ABCDEFGHIJKL']]);
    const find = jest.spyOn(largest, 'find');
    const { numbers, names } = edited.linkTo(largest);
    expect(find).toHaveBeenCalledTimes(3);
    const [ann, other, zoe] = ['ann', 'abcdefghijkl', 'zoe'].map((key) => edited.find(key));
    expect([numbers[ann!], numbers[other! + 7], numbers[zoe!]]).toEqual([
      largest.find('ann'),
      largest.find('abcdefghijkl'),
      -1,
    ]);
    expect(names.get(largest.find('abcdefghijkl'))).toBe(other);
  });
});
