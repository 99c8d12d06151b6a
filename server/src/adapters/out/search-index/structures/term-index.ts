import { byCodeUnit } from './by-code-unit.ts';
import { NearStrings } from './near-strings.ts';
import { Postings } from './postings.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { SortedStrings } from './sorted-strings.ts';

/** Words, each with the members that have it: found exactly, by their beginning, or within a few edits. */
export class TermIndex {
  readonly terms: SortedStrings;
  readonly members: Postings;
  readonly #near: NearStrings;

  constructor(sections: SectionReader, name: string) {
    this.terms = new SortedStrings(sections, `${name}.terms`);
    this.members = new Postings(sections, `${name}.members`);
    this.#near = new NearStrings(sections, `${name}.near`);
  }

  /** @param members ascending without repetition, below `universe` */
  static write(
    sections: SectionWriter,
    name: string,
    members: ReadonlyMap<string, readonly number[]>,
    universe: number,
  ): void {
    const terms = [...members.keys()].sort(byCodeUnit);
    SortedStrings.write(sections, `${name}.terms`, terms);
    const lists = terms.map((term) => members.get(term) ?? []);
    Postings.write(sections, `${name}.members`, lists, universe);
    NearStrings.write(sections, `${name}.near`, terms);
  }

  /** See {@link NearStrings.find}. */
  findNear(word: string, maxEdits: number, visit: (term: number, edits: number) => void): void {
    this.#near.find(word, maxEdits, (id) => this.terms.at(id), visit);
  }
}
