import { FILM_BOUNDS } from '../../../../domain/film.ts';
import { addBit, bitWords, countCommon, lowestOne, unite, type Bits } from '../structures/bits.ts';

const { yearMin, yearMax } = FILM_BOUNDS;
const FIRST_DECADE = Math.floor(yearMin / 10);
const LAST_DECADE = Math.floor(yearMax / 10);

/** If one film in this many is looked up, this takes as long as intersecting with the sets of all decades. */
const FILMS_PER_LOOKUP = 8;

/**
 * Which films are of which years. Films are not numbered by year. So a range of years is the union of the sets of its
 * whole decades and of the single films of the years before and after them: 1975 to 1992 is 1975..1979, the 1980s,
 * 1990..1992.
 */
export class FilmYears {
  /** Returns the numbers of the films, ordered by year. */
  readonly #byYear: () => ArrayLike<number>;
  /** The year of each film, counted from the first allowed year. */
  readonly #years: Uint8Array;
  /** For each year, the place of its first film in the order by year. Made when it is first used. */
  #starts: Uint32Array | undefined;
  /** For each decade, its films. A set is made when it is first used and takes 4.5 kB for 36 thousand films. */
  readonly #decades = new Map<number, Bits>();

  constructor(byYear: () => ArrayLike<number>, years: Uint8Array) {
    this.#byYear = byYear;
    this.#years = years;
  }

  /**
   * How many films are from years before this one. This is also the place at which this year starts in the order by
   * year.
   *
   * @param year may be infinite
   */
  countBefore(year: number): number {
    const starts = (this.#starts ??= this.#countYears());
    return starts[Math.min(Math.max(year, yearMin), yearMax + 1) - yearMin]!;
  }

  /**
   * The films of the years `[from, to]`, which may be infinite. Callers must not change the set.
   *
   * @param empty returns an empty set
   */
  filmsOf(from: number, to: number, empty: () => Bits): Bits {
    const decade = from / 10;
    // People choose a decade far more often than any other range of years, and the films of a decade are already a
    // set.
    const known = Number.isInteger(decade) && to === from + 9 ? this.#decade(decade) : undefined;
    if (known) return known;
    const films = empty();
    this.addYears(from, to, films);
    return films;
  }

  /** Adds the films of the years `[from, to]`, which may be infinite. */
  addYears(from: number, to: number, bits: Bits): void {
    const first = Math.max(from, yearMin);
    const last = Math.min(to, yearMax);
    const firstWhole = Math.ceil(first / 10);
    const afterWhole = Math.floor((last + 1) / 10);
    if (firstWhole >= afterWhole) {
      this.#addSingly(first, last, bits);
      return;
    }
    this.#addSingly(first, firstWhole * 10 - 1, bits);
    for (let decade = firstWhole; decade < afterWhole; decade += 1) {
      const films = this.#decade(decade);
      if (films) unite(bits, films);
    }
    this.#addSingly(afterWhole * 10, last, bits);
  }

  /**
   * Adds the number of members in each decade to the counts. The index of a decade is its first year divided by 10,
   * such as 197.
   *
   * @param total the number of members
   */
  tallyDecades(bits: Bits, total: number, counts: Uint32Array): void {
    if (total * FILMS_PER_LOOKUP < this.#years.length) {
      this.#lookUpDecades(bits, counts);
      return;
    }
    for (let decade = FIRST_DECADE; decade <= LAST_DECADE; decade += 1) {
      const films = this.#decade(decade);
      if (films) counts[decade]! += countCommon(bits, films);
    }
  }

  #lookUpDecades(bits: Bits, counts: Uint32Array): void {
    const inYear = new Uint32Array(yearMax - yearMin + 1);
    for (let w = 0; w < bits.length; w += 1) {
      for (let members = bits[w]!; members !== 0; members &= members - 1) {
        inYear[this.#years[(w << 5) + lowestOne(members)]!]! += 1;
      }
    }
    for (let year = 0; year < inYear.length; year += 1) counts[Math.floor((year + yearMin) / 10)]! += inYear[year]!;
  }

  #countYears(): Uint32Array {
    const starts = new Uint32Array(yearMax - yearMin + 2);
    for (const year of this.#years) starts[year + 1]! += 1;
    for (let year = 1; year < starts.length; year += 1) starts[year]! += starts[year - 1]!;
    return starts;
  }

  #addSingly(from: number, to: number, bits: Bits): void {
    if (from > to) return;
    const byYear = this.#byYear();
    const end = this.countBefore(to + 1);
    for (let place = this.countBefore(from); place < end; place += 1) addBit(bits, byYear[place]!);
  }

  /** The films of a decade; `undefined` if there are none. */
  #decade(decade: number): Bits | undefined {
    const known = this.#decades.get(decade);
    if (known) return known;
    if (this.countBefore(decade * 10) === this.countBefore(decade * 10 + 10)) return undefined;
    const films = new Int32Array(bitWords(this.#years.length));
    this.#addSingly(decade * 10, decade * 10 + 9, films);
    this.#decades.set(decade, films);
    return films;
  }
}
