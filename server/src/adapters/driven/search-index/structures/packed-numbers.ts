import type { SectionReader, SectionWriter } from './sections.ts';

/** Numbers in two bytes each. If one of them needs more, all take four bytes. */
export type PackedNumbers = Uint16Array | Uint32Array;

const MOST_IN_TWO_BYTES = 0xffff;

export function writeNumbers(sections: SectionWriter, name: string, numbers: ArrayLike<number>): void {
  let isShort = true;
  for (let i = 0; i < numbers.length && isShort; i += 1) isShort = numbers[i]! <= MOST_IN_TWO_BYTES;
  sections.add(`${name}.u16`, isShort ? Uint16Array.from(numbers) : new Uint16Array(0));
  sections.add(`${name}.u32`, isShort ? new Uint32Array(0) : Uint32Array.from(numbers));
}

/** @see writeNumbers */
export function readNumbers(sections: SectionReader, name: string): PackedNumbers {
  const long = sections.u32(`${name}.u32`);
  return long.length > 0 ? long : sections.u16(`${name}.u16`);
}
