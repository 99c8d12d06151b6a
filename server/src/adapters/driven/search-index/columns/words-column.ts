import type { AttributeValues } from '../../../../domain/declared-attributes.ts';
import { isRange, type AttributeFilter } from '../../../../domain/film-query.ts';
import { termsOf } from '../../../../domain/text/fold-text.ts';
import type { BitArena } from '../structures/bit-arena.ts';
import { intersect, type Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { TermLists } from '../structures/term-lists.ts';
import type { AttributeColumn } from './attribute-column.ts';

/** An attribute whose values are texts. The column has the words of all values, and the films of each word. */
export class WordsColumn implements AttributeColumn {
  readonly #terms: SortedStrings;
  readonly #films: Postings;

  constructor(sections: SectionReader) {
    this.#terms = new SortedStrings(sections.within('terms'));
    this.#films = new Postings(sections.within('films'));
  }

  /** @param valuesOfFilms for each film, its values, which are texts */
  static write(sections: SectionWriter, valuesOfFilms: readonly AttributeValues[]): void {
    const filmsWith = new TermLists();
    for (const [film, values] of valuesOfFilms.entries()) {
      for (const value of values) for (const term of termsOf(String(value))) filmsWith.add(term, film);
    }
    const { terms, lists } = filmsWith.sorted();
    SortedStrings.write(sections.within('terms'), terms);
    Postings.write(sections.within('films'), lists, valuesOfFilms.length);
  }

  /** A film matches if it has all the words of the filter. A filter without a word matches nothing. */
  addMatching(filter: AttributeFilter, films: Bits, sets: BitArena): void {
    if (isRange(filter)) return;
    const [first, ...others] = termsOf(filter.value).map((term) => this.#terms.find(term));
    if (first === undefined || first < 0) return;
    this.#films.addTo(first, films);
    for (const term of others) {
      const withTerm = sets.take();
      if (term >= 0) this.#films.addTo(term, withTerm);
      intersect(films, withTerm);
    }
  }
}
