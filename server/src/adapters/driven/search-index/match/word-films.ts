import type { PersonField } from '../../../../domain/film-query.ts';
import type { Segment } from '../store/segment.ts';
import { addMembers, type Span } from './spans.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import type { TermIndex } from '../structures/term-index.ts';

/**
 * Terms of a dictionary that match a word. With a second span, the terms are two words of the film, and the film must
 * have a term of each span.
 */
type StandIn = {
  readonly index: TermIndex;
  readonly span: Span;
  readonly second: Span | undefined;
  readonly edits: number;
};

/**
 * The films of one segment that have one word of a text. For the few films that are ranked, it also says with how many
 * edits and in which fields they have the word.
 */
export class WordFilms {
  readonly films: Bits;
  readonly #segment: Segment;
  readonly #standIns: StandIn[] = [];
  /** The films by the number of edits with which they have the word. Made when the first film is looked up. */
  #byEdits: (Bits | undefined)[] | undefined;
  #inTitle: Bits | undefined;
  /** The films that have the word in a field other than the alternative titles. */
  #elsewhere: Bits | undefined;

  constructor(segment: Segment) {
    this.#segment = segment;
    this.films = segment.filmSets.take();
  }

  /**
   * @param second the second of two words that were typed as one
   * @param edits 0 to 2
   */
  add(index: TermIndex, span: Span, edits: number, second?: Span): void {
    const standIn = { index, span, second, edits };
    this.#standIns.push(standIn);
    this.#addFilms(standIn, this.films);
  }

  /** The fewest edits with which the film has the word. Also 0 if the film does not have the word. */
  editsOf(film: number): number {
    this.#byEdits ??= this.#sortByEdits();
    for (let edits = 0; edits < this.#byEdits.length; edits += 1) {
      const films = this.#byEdits[edits];
      if (films && hasBit(films, film)) return edits;
    }
    return 0;
  }

  /** A new set of the films that have the word without typos. */
  exact(): Bits {
    return this.#union(({ edits }) => edits === 0);
  }

  isInTitle(film: number): boolean {
    this.#inTitle ??= this.#union(({ index }) => index === this.#segment.words.title);
    return hasBit(this.#inTitle, film);
  }

  /** Whether a film that has the word has it only in an alternative title. */
  needsAlternative(film: number): boolean {
    this.#elsewhere ??= this.#union(({ index }) => index !== this.#segment.words.alternative);
    return hasBit(this.films, film) && !hasBit(this.#elsewhere, film);
  }

  /** A new set of the alternative titles that have the word. */
  alternatives(): Bits {
    const { words, alternatives } = this.#segment;
    const titles = alternatives.sets.take();
    for (const { index, span, second } of this.#standIns) {
      if (index === words.alternative) addMembers(alternatives.byTerm, span, second, alternatives.sets, titles);
    }
    return titles;
  }

  /** A new set of spellings: those of a field's people that have the word. */
  spellings(field: PersonField): Bits {
    const { words, peopleByTerm, peopleSets } = this.#segment;
    const spellings = peopleSets.take();
    for (const { index, span, second } of this.#standIns) {
      if (index === words.name) addMembers(peopleByTerm[field], span, second, peopleSets, spellings);
    }
    return spellings;
  }

  #sortByEdits(): (Bits | undefined)[] {
    const most = this.#standIns.reduce((edits, standIn) => Math.max(edits, standIn.edits), 0);
    if (most === 0) return [];
    // Often all stand-ins of a mistyped word have the same number of edits.
    const areEqual = this.#standIns.every(({ edits }) => edits === most);
    return Array.from({ length: most + 1 }, (_, edits) => {
      if (areEqual) return edits === most ? this.films : undefined;
      return this.#union((standIn) => standIn.edits === edits);
    });
  }

  #union(isWanted: (standIn: StandIn) => boolean): Bits {
    const films = this.#segment.filmSets.take();
    for (const standIn of this.#standIns) if (isWanted(standIn)) this.#addFilms(standIn, films);
    return films;
  }

  #addFilms({ index, span, second }: StandIn, into: Bits): void {
    addMembers(index.members, span, second, this.#segment.filmSets, into);
  }
}
