import type { OrderedFilm } from './ordered-films.ts';
import { addRange, countRange, type Bits } from './structures/bits.ts';
import type { SectionReader, SectionWriter } from './structures/sections.ts';

/**
 * Films are ordered by prior and then by year, so the films of one year are a few runs of neighbours, one for each
 * prior: a range of years is some ranges of bits, and no film need be asked for its year.
 *
 *     starts  first film of each run, one more at the end       years  year of each run
 *     order   the runs by year, for answers by year
 */
export class YearRuns {
  readonly #starts: Uint32Array;
  readonly #years: Uint16Array;
  readonly #order: Uint32Array;

  constructor(sections: SectionReader) {
    this.#starts = sections.u32('years.starts');
    this.#years = sections.u16('years.years');
    this.#order = sections.u32('years.order');
  }

  static write(sections: SectionWriter, films: readonly OrderedFilm[]): void {
    const starts: number[] = [];
    films.forEach((film, number) => {
      const before = films[number - 1];
      const isSame = before?.prior === film.prior && before.summary.year === film.summary.year;
      if (!isSame) starts.push(number);
    });
    const years = starts.map((start) => films[start]!.summary.year);
    const order = starts.map((_, run) => run).sort((a, b) => years[a]! - years[b]! || a - b);
    sections.add('years.starts', Uint32Array.from([...starts, films.length]));
    sections.add('years.years', Uint16Array.from(years));
    sections.add('years.order', Uint32Array.from(order));
  }

  /** Adds the films of the years `[from, to]`, which may be infinite. */
  addYears(from: number, to: number, bits: Bits): void {
    for (let run = 0; run < this.#years.length; run += 1) {
      const year = this.#years[run]!;
      if (year >= from && year <= to) addRange(bits, this.#starts[run]!, this.#starts[run + 1]!);
    }
  }

  /** Calls `visit` with each run of the years `[from, to]`, by year ascending or descending, until it answers `false`. */
  forEachRun(
    { from, to, isDescending }: { readonly from: number; readonly to: number; readonly isDescending: boolean },
    visit: (year: number, first: number, end: number) => boolean,
  ): void {
    const order = this.#order;
    for (let i = 0; i < order.length; i += 1) {
      const run = order[isDescending ? order.length - 1 - i : i]!;
      const year = this.#years[run]!;
      if (year < from || year > to) continue;
      if (!visit(year, this.#starts[run]!, this.#starts[run + 1]!)) return;
    }
  }

  /** How many members each decade has; decades without any are left out. */
  countDecades(bits: Bits): Map<number, number> {
    const counts = new Map<number, number>();
    for (let run = 0; run < this.#years.length; run += 1) {
      const count = countRange(bits, this.#starts[run]!, this.#starts[run + 1]!);
      const decade = Math.floor(this.#years[run]! / 10) * 10;
      if (count > 0) counts.set(decade, (counts.get(decade) ?? 0) + count);
    }
    return counts;
  }
}
