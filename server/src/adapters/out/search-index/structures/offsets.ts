import type { SectionReader, SectionWriter } from './sections.ts';

const BLOCK = 32;

/**
 * Ascending numbers, such as where each of many records starts, in little over two bytes each: a base of four bytes for
 * every 32 of them, and from there two bytes each. Records may be 2 kB long on average within a block; where that does
 * not do, the numbers are kept in full.
 */
export class Offsets {
  readonly length: number;
  readonly #bases: Uint32Array;
  readonly #steps: Uint16Array;
  readonly #full: Uint32Array | undefined;

  constructor(sections: SectionReader, name: string) {
    this.#bases = sections.u32(`${name}.bases`);
    this.#steps = sections.u16(`${name}.steps`);
    const full = sections.u32(`${name}.full`);
    this.#full = full.length > 0 ? full : undefined;
    this.length = Math.max(this.#steps.length, full.length);
  }

  static write(sections: SectionWriter, name: string, numbers: Uint32Array): void {
    const bases = numbers.filter((_, i) => i % BLOCK === 0);
    const fits = numbers.every((number, i) => number - bases[i >>> 5]! <= 0xffff);
    sections.add(`${name}.bases`, fits ? bases : new Uint32Array(0));
    sections.add(`${name}.steps`, fits ? Uint16Array.from(numbers, (n, i) => n - bases[i >>> 5]!) : new Uint16Array(0));
    sections.add(`${name}.full`, fits ? new Uint32Array(0) : numbers);
  }

  at(i: number): number {
    return this.#full ? this.#full[i]! : this.#bases[i >>> 5]! + this.#steps[i]!;
  }
}
