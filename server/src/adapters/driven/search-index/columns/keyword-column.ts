import type { AttributeValues } from '../../../../domain/declared-attributes.ts';
import { isRange, type AttributeFilter } from '../../../../domain/film-query.ts';
import { genreKey } from '../../../../domain/text/keys.ts';
import type { Bits } from '../structures/bits.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import type { AttributeColumn } from './attribute-column.ts';
import { AttributeOrder } from './attribute-order.ts';
import { FilmNames } from './film-names.ts';
import { numberNames } from './number-names.ts';

/** An attribute whose values are keywords. They are stored, found and counted like the names of genres. */
export class KeywordColumn implements AttributeColumn {
  readonly names: FilmNames;
  readonly #size: number;
  #order: AttributeOrder | undefined;

  /** @param films the number of films */
  constructor(sections: SectionReader, films: number) {
    this.names = new FilmNames(sections);
    this.#size = films;
  }

  /** @param valuesOfFilms for each film, its values, which are texts */
  static write(sections: SectionWriter, valuesOfFilms: readonly AttributeValues[]): void {
    const names = numberNames(valuesOfFilms, (values) => values.map(String), genreKey);
    FilmNames.write(sections, names, valuesOfFilms.length);
  }

  get order(): AttributeOrder {
    return (this.#order ??= this.#makeOrder());
  }

  addMatching(filter: AttributeFilter, films: Bits): void {
    if (!isRange(filter)) this.names.addFilmsOf(genreKey(filter.value), films);
  }

  #makeOrder(): AttributeOrder {
    const { names } = this;
    const byKey: number[] = [];
    names.forEachStartingWith('', (name) => byKey.push(name));
    return new AttributeOrder(
      this.#size,
      byKey.length,
      (rank, visit) => {
        const name = byKey[rank]!;
        const end = names.endOf(name);
        for (let spelling = name; spelling < end; spelling += 1) names.films.forEach(spelling, visit);
      },
      (rank) => ({ number: 0, text: names.keyOf(byKey[rank]!) }),
    );
  }
}
