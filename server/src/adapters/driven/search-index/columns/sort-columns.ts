import type { FilmSort } from '../../../../domain/film-query.ts';
import { placesIn, sortByRank } from './film-order.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';

/** The sorts other than relevance. */
export type ColumnSort = Exclude<FilmSort, 'relevance'>;

/**
 * The films in the order of each sort. Only the order by title is stored:
 *
 *     orders.title   the numbers of all films by title, then year, then id
 *
 * The orders by year can be made from it, because within a year they sort films by title. Each is made when it is first
 * used, in under 1 ms. The order by fame is that of the films' numbers.
 */
export class SortColumns {
  readonly #years: Uint8Array;
  readonly #orders: Partial<Record<ColumnSort, PackedNumbers>> & { title: PackedNumbers };
  readonly #places: Partial<Record<ColumnSort, Uint32Array>> = {};

  /** @param years for each film, a number that ascends with the year */
  constructor(sections: SectionReader, years: Uint8Array) {
    this.#years = years;
    this.#orders = { title: readNumbers(sections, 'orders.title') };
  }

  /** @param byTitle the numbers of all films in the order by title */
  static write(sections: SectionWriter, byTitle: Uint32Array): void {
    writeNumbers(sections, 'orders.title', byTitle);
  }

  /** The numbers of all films in the order of the sort. */
  filmsBy(sort: ColumnSort): PackedNumbers {
    return (this.#orders[sort] ??=
      sort === '-fame'
        ? Uint32Array.from(this.#years, (_, film) => film)
        : sortByRank(this.#orders.title, this.#years, sort === '-year'));
  }

  /** For each film, its place in {@link filmsBy}. */
  placesBy(sort: ColumnSort): Uint32Array {
    return (this.#places[sort] ??= placesIn(this.filmsBy(sort)));
  }
}
