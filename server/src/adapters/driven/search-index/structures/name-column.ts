import { byCodeUnit } from './by-code-unit.ts';
import { TextColumn } from './text-column.ts';

const HEAD_UNITS = 4;
const MANY = 0xff;

/** Texts that are asked for again and again, and in order: each is kept once it was asked for. */
export class NameColumn extends TextColumn {
  readonly #kept = new Array<string | undefined>(this.size);
  #heads: Uint32Array | undefined;

  override at(i: number): string {
    return (this.#kept[i] ??= super.at(i));
  }

  /**
   * Of each text the first four code units, a byte each: {@link MANY} for that and all higher ones, then zeros. These
   * numbers stand as the texts do by code unit; where they are equal, {@link compare} tells.
   */
  get heads(): Uint32Array {
    return (this.#heads ??= this.#readHeads());
  }

  /** How two texts stand by code unit; four of them nearly always tell. */
  compare(i: number, j: number): number {
    return this.heads[i]! - this.heads[j]! || byCodeUnit(this.at(i), this.at(j));
  }

  /** 1 ms for 50 thousand texts, once. */
  #readHeads(): Uint32Array {
    const heads = new Uint32Array(this.size);
    for (let i = 0; i < this.size; i += 1) {
      const step = this.isWide(i) ? 2 : 1;
      const end = this.startOf(i + 1);
      let at = this.startOf(i);
      let head = 0;
      for (let unit = 0; unit < HEAD_UNITS; unit += 1, at += step) {
        const byte = at >= end ? 0 : step === 2 && this.bytes[at + 1] !== 0 ? MANY : this.bytes[at]!;
        head = (head << 8) | byte;
        // Behind a letter that stands for many, nothing tells.
        if (byte === MANY) at = this.bytes.length;
      }
      heads[i] = head;
    }
    return heads;
  }
}
