import type { FilmSort } from '../../../../domain/film-query.ts';
import type { FilmColumns } from './film-columns.ts';
import { comparator } from './film-order.ts';
import { INDEXED_FILM_KEYS, type IndexedFilm } from '../store/indexed-film.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';

/** The sorts other than relevance. */
export type ColumnSort = Exclude<FilmSort, 'relevance'>;

/**
 * The films in the order of each sort. Two orders are stored, each as the numbers of all films:
 *
 *     orders.year   by year, then title          orders.title   by title, then year
 *
 * The others are made when they are first used, and kept.
 */
export class SortColumns {
  readonly #films: FilmColumns;
  readonly #orders: Record<'year' | 'title', Uint32Array> & Partial<Record<ColumnSort, Uint32Array>>;
  readonly #places: Partial<Record<ColumnSort, Uint32Array>> = {};

  constructor(sections: SectionReader, films: FilmColumns) {
    this.#films = films;
    this.#orders = { year: sections.u32('orders.year'), title: sections.u32('orders.title') };
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
    for (const sort of ['year', 'title'] as const) {
      const compare = comparator(sort, INDEXED_FILM_KEYS, INDEXED_FILM_KEYS);
      const order = Uint32Array.from(films, (_, film) => film);
      sections.add(
        `orders.${sort}`,
        order.sort((a, b) => compare(films[a]!, films[b]!)),
      );
    }
  }

  /** The numbers of all films in the order of the sort. */
  filmsBy(sort: ColumnSort): Uint32Array {
    return (this.#orders[sort] ??= this.#newestFirst());
  }

  /** For each film its place in {@link filmsBy}. */
  placesBy(sort: ColumnSort): Uint32Array {
    return (this.#places[sort] ??= inverse(this.filmsBy(sort)));
  }

  /** The years descending, but the films of each year in the same order as by year ascending. */
  #newestFirst(): Uint32Array {
    const { year: oldestFirst } = this.#orders;
    const films = this.#films;
    const newestFirst = new Uint32Array(oldestFirst.length);
    let place = 0;
    for (let end = oldestFirst.length; end > 0;) {
      const year = films.yearOf(oldestFirst[end - 1]!);
      let start = end - 1;
      while (start > 0 && films.yearOf(oldestFirst[start - 1]!) === year) start -= 1;
      newestFirst.set(oldestFirst.subarray(start, end), place);
      place += end - start;
      end = start;
    }
    return newestFirst;
  }
}

function inverse(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) places[order[place]!] = place;
  return places;
}
