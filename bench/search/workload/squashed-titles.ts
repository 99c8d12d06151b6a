import { squashedForms, squashedQuery } from '../../../server/src/domain/text/squashed-forms.ts';
import { allowedTypos } from '../../../server/src/domain/text/typo-rules.ts';
import { editDistance } from '../edit-distance.ts';
import type { CatalogueFilm } from './catalogue-film.ts';

/** Finds films whose whole title is a text in another spelling. It compares texts one by one, without an index of typos. */
export class SquashedTitles {
  readonly #byForm = new Map<string, CatalogueFilm[]>();
  readonly #formsByLength: ReadonlyMap<number, readonly string[]>;

  constructor(films: readonly CatalogueFilm[]) {
    for (const film of films) {
      for (const form of squashedForms(film.attributes.title)) {
        const others = this.#byForm.get(form);
        if (others) others.push(film);
        else this.#byForm.set(form, [film]);
      }
    }
    this.#formsByLength = Map.groupBy(this.#byForm.keys(), ({ length }) => length);
  }

  /** Films whose title consists of the words in another spelling: with other spaces, numerals or abbreviations. */
  respelt(terms: readonly string[]): CatalogueFilm[] {
    const joined = terms.join('');
    const forms = [squashedQuery(terms), joined, ...(joined.startsWith('the') ? [joined.slice(3)] : [])];
    return forms.flatMap((form) => this.#byForm.get(form) ?? []);
  }

  /**
   * Films whose title may consist of the words with one typo. The search finds fewer films, because it also compares
   * the numbers and the number of words.
   */
  withOneTypo(terms: readonly string[]): CatalogueFilm[] {
    const typed = squashedQuery(terms);
    if (allowedTypos(typed) === 0) return [];
    return [-1, 0, 1]
      .flatMap((difference) => this.#formsByLength.get(typed.length + difference) ?? [])
      .filter((form) => editDistance(form, typed, 1) <= 1)
      .flatMap((form) => this.#byForm.get(form) ?? []);
  }
}
