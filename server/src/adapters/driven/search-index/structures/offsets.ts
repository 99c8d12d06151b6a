import type { SectionReader, SectionWriter } from './sections.ts';

const BLOCK = 32;

/**
 * Ascending numbers, such as the start of each of many records, in little more than two bytes each. Every block of 32
 * numbers has a base of four bytes, and each number is stored as its distance from the base in two bytes. The records
 * of a block may therefore be up to 2 kB long on average. If the records of any block are longer, all numbers are
 * stored in four bytes.
 */
export class Offsets {
  readonly length: number;
  readonly #bases: Uint32Array;
  readonly #steps: Uint16Array;
  readonly #full: Uint32Array | undefined;

  constructor(sections: SectionReader) {
    this.#bases = sections.u32('bases');
    this.#steps = sections.u16('steps');
    const full = sections.u32('full');
    this.#full = full.length > 0 ? full : undefined;
    this.length = Math.max(this.#steps.length, full.length);
  }

  static write(sections: SectionWriter, numbers: Uint32Array): void {
    const bases = new Uint32Array(Math.ceil(numbers.length / BLOCK));
    const steps = new Uint16Array(numbers.length);
    let fits = true;
    for (let i = 0; i < numbers.length; i += 1) {
      if (i % BLOCK === 0) bases[i / BLOCK] = numbers[i]!;
      const step = numbers[i]! - bases[i >>> 5]!;
      if (step > 0xffff) fits = false;
      steps[i] = step;
    }
    sections.add('bases', fits ? bases : new Uint32Array(0));
    sections.add('steps', fits ? steps : new Uint16Array(0));
    sections.add('full', fits ? new Uint32Array(0) : numbers);
  }

  at(i: number): number {
    return this.#full ? this.#full[i]! : this.#bases[i >>> 5]! + this.#steps[i]!;
  }
}
