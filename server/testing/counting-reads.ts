import { jest } from '@jest/globals';

type CountedBits = { readonly bits: Int32Array; readonly reads: () => number };

/** A set that counts how often one of its words, or one of its properties and methods, is read. */
export function countingReads(bits: Int32Array): CountedBits {
  let reads = 0;
  const get = (target: Int32Array, key: string | symbol): unknown => {
    reads += 1;
    const value: unknown = Reflect.get(target, key);
    return typeof value === 'function' ? (value.bind(target) as unknown) : value;
  };
  return { bits: new Proxy(bits, { get }), reads: () => reads };
}

/**
 * Makes every `Int32Array` that is created with a length count its reads, until `jest.restoreAllMocks()`.
 *
 * @returns how many reads there were so far, of all these arrays
 */
export function countReadsOfNewBits(): () => number {
  const RealArray = Int32Array;
  const counts: (() => number)[] = [];
  jest.spyOn(globalThis, 'Int32Array').mockImplementation(((length: number) => {
    const { bits, reads } = countingReads(new RealArray(length));
    counts.push(reads);
    return bits;
  }) as never);
  return () => counts.reduce((sum, reads) => sum + reads(), 0);
}
