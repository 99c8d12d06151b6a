/** Words, ascending by code unit, and the list of each word. The lists ascend without repetition. */
export type SortedTermLists = { readonly terms: readonly string[]; readonly lists: readonly (readonly number[])[] };

/** For each of many words, the list of the numbers (of films, for example) that have it. */
export class TermLists {
  readonly #lists = new Map<string, number[]>();

  /** The list of a word. The caller may add to it. */
  of(term: string): number[] {
    let list = this.#lists.get(term);
    if (!list) {
      list = [];
      this.#lists.set(term, list);
    }
    return list;
  }

  /** The words, sorted by code unit, and the list of each. */
  sorted(): SortedTermLists {
    const terms = [...this.#lists.keys()].sort();
    return { terms, lists: terms.map((term) => this.of(term)) };
  }
}
