import type { AttributeValues } from '../../../../domain/declared-attributes.ts';
import { isRange, type AttributeFilter } from '../../../../domain/film-query.ts';
import { addBit, type Bits } from '../structures/bits.ts';
import { Offsets } from '../structures/offsets.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import type { AttributeColumn } from './attribute-column.ts';
import { AttributeOrder } from './attribute-order.ts';
import { addOnce } from './number-names.ts';

/**
 * An attribute whose values are numbers:
 *
 *     values   the distinct values, ascending; 8 bytes each
 *     films    the films of the first value, of the second, and so on; the films of a value ascend
 *     starts   where the films of each value start
 */
export class NumberColumn implements AttributeColumn {
  readonly #values: Float64Array;
  readonly #starts: Offsets;
  readonly #films: PackedNumbers;
  readonly #size: number;
  #order: AttributeOrder | undefined;

  /** @param films the number of films */
  constructor(sections: SectionReader, films: number) {
    const bytes = sections.u8('values');
    this.#values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT);
    this.#starts = new Offsets(sections.within('starts'));
    this.#films = readNumbers(sections, 'films');
    this.#size = films;
  }

  /** @param valuesOfFilms for each film, its values, which are numbers */
  static write(sections: SectionWriter, valuesOfFilms: readonly AttributeValues[]): void {
    const films = new Map<number, number[]>();
    for (const [film, values] of valuesOfFilms.entries()) {
      for (const value of values) {
        const list = films.get(Number(value));
        if (list) addOnce(list, film);
        else films.set(Number(value), [film]);
      }
    }
    const values = Float64Array.from(films.keys()).sort();
    const lists = Array.from(values, (value) => films.get(value)!);
    const starts = new Uint32Array(values.length + 1);
    for (const [i, list] of lists.entries()) starts[i + 1] = starts[i]! + list.length;
    sections.add('values', new Uint8Array(values.buffer));
    Offsets.write(sections.within('starts'), starts);
    writeNumbers(sections, 'films', lists.flat());
  }

  get order(): AttributeOrder {
    return (this.#order ??= new AttributeOrder(
      this.#size,
      this.#values.length,
      (rank, visit) => {
        const end = this.#starts.at(rank + 1);
        for (let at = this.#starts.at(rank); at < end; at += 1) visit(this.#films[at]!);
      },
      (rank) => ({ number: this.#values[rank]!, text: '' }),
    ));
  }

  addMatching(filter: AttributeFilter, films: Bits): void {
    if (!isRange(filter)) return;
    const { from = -Infinity, to = Infinity } = filter;
    const end = this.#starts.at(this.#countUpTo(to, true));
    for (let at = this.#starts.at(this.#countUpTo(from, false)); at < end; at += 1) addBit(films, this.#films[at]!);
  }

  /** How many values are below a limit. With `orEqual`, a value that equals the limit counts too. */
  #countUpTo(limit: number, orEqual: boolean): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const value = this.#values[middle]!;
      if (value < limit || (orEqual && value === limit)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
