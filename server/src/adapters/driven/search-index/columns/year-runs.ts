import type { IndexedFilm } from '../store/indexed-film.ts';
import { addRange, countRange, type Bits } from '../structures/bits.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';

/**
 * Films are ordered by prior and then by year, so the films of one year are a few runs of neighbours, one for each
 * prior: a range of years is some ranges of bits, and no film need be asked for its year.
 *
 *     starts  first film of each run, one more at the end       years  year of each run
 *     order   the runs by year, for answers by year
 *
 * Years fall from run to run, save where a lower prior begins; so a range of years is one range of films for each prior.
 */
export class YearRuns {
  readonly #starts: Uint32Array;
  readonly #years: Uint16Array;
  readonly #order: Uint32Array;
  /** The first run of each prior; one more at the end. */
  #firsts: readonly number[] | undefined;

  constructor(sections: SectionReader) {
    this.#starts = sections.u32('years.starts');
    this.#years = sections.u16('years.years');
    this.#order = sections.u32('years.order');
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
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
    const firsts = (this.#firsts ??= this.#readFirsts());
    for (let i = 0; i + 1 < firsts.length; i += 1) {
      const first = this.#runBelow(to + 1, firsts[i]!, firsts[i + 1]!);
      const end = this.#runBelow(from, first, firsts[i + 1]!);
      addRange(bits, this.#starts[first]!, this.#starts[end]!);
    }
  }

  #readFirsts(): number[] {
    const years = this.#years;
    const firsts: number[] = [];
    for (let run = 0; run < years.length; run += 1) {
      if (run === 0 || years[run]! >= years[run - 1]!) firsts.push(run);
    }
    return [...firsts, years.length];
  }

  /** The first of the runs `[low, high)`, whose years fall, of a year below this one. */
  #runBelow(year: number, low: number, high: number): number {
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#years[middle]! >= year) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls `visit` with each run of the years `[from, to]`, by year ascending or descending, until it answers `false`. */
  forEachRun(
    { from, to, isDescending }: { readonly from: number; readonly to: number; readonly isDescending: boolean },
    visit: (year: number, first: number, end: number) => boolean,
  ): void {
    const first = this.#placeOf(from);
    const end = this.#placeOf(to + 1);
    for (let i = 0; i < end - first; i += 1) {
      const run = this.#order[isDescending ? end - 1 - i : first + i]!;
      if (!visit(this.#years[run]!, this.#starts[run]!, this.#starts[run + 1]!)) return;
    }
  }

  /** How many places of the order are of earlier years. */
  #placeOf(year: number): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#years[this.#order[middle]!]! < year) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds to each decade, by its number such as 197, how many members it has. */
  tallyDecades(bits: Bits, counts: Uint32Array): void {
    for (let run = 0; run < this.#years.length; run += 1) {
      counts[Math.floor(this.#years[run]! / 10)]! += countRange(bits, this.#starts[run]!, this.#starts[run + 1]!);
    }
  }
}
