import { GrowingLists, type NumberLists } from './number-lists.ts';

/** Distinct words, ascending by code unit, and the number that {@link TermNumbers} gave to each of them. */
export type SortedTerms = { readonly terms: readonly string[]; readonly order: Uint32Array };

/** Numbers words from 0 on, in the order in which they first come. */
export class TermNumbers {
  readonly #numbers = new Map<string, number>();

  of(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(term, number);
    }
    return number;
  }

  sorted(): SortedTerms {
    const terms = [...this.#numbers.keys()].sort();
    return { terms, order: Uint32Array.from(terms, (term) => this.of(term)) };
  }
}

/** Words, ascending by code unit, and the list of each word. The lists have no repetition. */
export type SortedTermLists = { readonly terms: readonly string[]; readonly lists: NumberLists };

/** For each of many words, the list of the numbers (of films, for example) that have it. */
export class TermLists {
  readonly #numbers = new TermNumbers();
  readonly #lists = new GrowingLists();

  /** @param member not below the members that the word has already */
  add(term: string, member: number): void {
    this.#lists.add(this.#numbers.of(term), member);
  }

  sorted(): SortedTermLists {
    const { terms, order } = this.#numbers.sorted();
    return { terms, lists: this.#lists.inOrder(order) };
  }
}

/** The word of each member of the lists, one list after the other. */
export function termsOfMembers({ terms, lists: { starts, numbers } }: SortedTermLists): string[] {
  const ofMembers = new Array<string>(numbers.length);
  for (const [i, term] of terms.entries()) ofMembers.fill(term, starts[i], starts[i + 1]);
  return ofMembers;
}
