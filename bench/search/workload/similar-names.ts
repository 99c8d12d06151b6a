import { nameEdits } from '../../../server/testing/oracle/name-edits.ts';
import type { CatalogueFilm } from './catalogue-film.ts';

/** Finds out whether a text is a name with one typo. It compares the names that have one of its words. */
export class SimilarNames {
  readonly #byTerm = new Map<string, Set<readonly string[]>>();

  constructor(films: readonly CatalogueFilm[]) {
    const seen = new Set<string>();
    for (const { names } of films) {
      for (const terms of names) {
        const key = terms.join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        for (const term of terms) {
          const others = this.#byTerm.get(term);
          if (others) others.add(terms);
          else this.#byTerm.set(term, new Set([terms]));
        }
      }
    }
  }

  /** Whether a person has all words in the name, one of them with a typo. */
  has(words: readonly string[], isUnfinished: boolean): boolean {
    // With one typo, all words but one are in the name. Two typed words may also be one word of the name.
    const known = [...words, ...words.map((word, i) => `${word}${words[i + 1] ?? ''}`)];
    const names = known.flatMap((term) => [...(this.#byTerm.get(term) ?? [])]);
    return names.some((terms) => nameEdits(terms, words, isUnfinished) === 1);
  }
}
