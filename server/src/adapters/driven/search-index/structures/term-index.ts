import { NearStrings } from './near-strings.ts';
import { Postings } from './postings.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { SortedStrings } from './sorted-strings.ts';
import type { SortedTermLists } from './term-lists.ts';

/** Words, each with the members that have it. A word is found exactly, by its beginning, or within a few edits. */
export class TermIndex {
  readonly terms: SortedStrings;
  readonly members: Postings;
  readonly #near: NearStrings;

  constructor(sections: SectionReader) {
    this.terms = new SortedStrings(sections.within('terms'));
    this.members = new Postings(sections.within('members'));
    this.#near = new NearStrings(sections.within('near'));
  }

  /** @param universe every member is below this number */
  static write(sections: SectionWriter, { terms, lists }: SortedTermLists, universe: number): void {
    SortedStrings.write(sections.within('terms'), terms);
    Postings.write(sections.within('members'), lists, universe);
    NearStrings.write(sections.within('near'), terms);
  }

  /** See {@link NearStrings.find}. */
  findNear(word: string, maxEdits: number, visit: (term: number, edits: number) => void): void {
    this.#near.find(word, maxEdits, (id) => [this.terms.at(id)], visit);
  }
}
