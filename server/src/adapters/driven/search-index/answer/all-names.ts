import type { FilmNames } from '../columns/film-names.ts';
import type { Segment } from '../store/segment.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** The people of a segment, or its genres. */
export type NamesOf = (segment: Segment) => FilmNames;

/** Identifies a name of any segment: by its number in the largest segment or, if the name is not there, by its key. */
export type NameId = number | string;

/**
 * The people of all segments together, or the genres. A name counts as one, however many segments and spellings it
 * has.
 */
export class AllNames {
  readonly #segments: readonly Segment[];
  readonly #namesOf: NamesOf;
  readonly #largest: FilmNames;

  /** @param segments at least one, the largest first */
  constructor(segments: readonly Segment[], namesOf: NamesOf) {
    this.#segments = segments;
    this.#namesOf = namesOf;
    this.#largest = namesOf(segments[0]!);
  }

  /** @param name a name of a segment that is not the largest */
  idOf(names: FilmNames, name: number): NameId {
    const number = names.linkTo(this.#largest).numbers[name]!;
    return number < 0 ? names.keyOf(name) : number;
  }

  keyOf(id: NameId): string {
    return typeof id === 'number' ? this.#largest.keyOf(id) : id;
  }

  /** Orders names by key. */
  compare(a: NameId, b: NameId): number {
    // If both names are numbers, the keys need not be read, which takes 1 us for each.
    if (typeof a === 'number' && typeof b === 'number') return this.#largest.placeOf(a) - this.#largest.placeOf(b);
    return byCodeUnit(this.keyOf(a), this.keyOf(b));
  }

  /**
   * The spelling in which the name is shown. It is the spelling that is in the most current films of all segments. Of
   * equally frequent spellings, it is the first by code unit. So it does not matter which films are in which segment.
   */
  shown(id: NameId): string {
    // Nearly always there are no edits, and nearly every name has only one spelling.
    if (this.#segments.length === 1 && typeof id === 'number' && this.#largest.endOf(id) === id + 1) {
      return this.#largest.texts.at(id);
    }
    const texts = new Set<string>();
    this.#forEachSpelling(id, (names, spelling) => {
      texts.add(names.texts.at(spelling));
    });
    const [only] = texts;
    return texts.size === 1 && only !== undefined ? only : this.#mostFrequentSpelling(id);
  }

  #mostFrequentSpelling(id: NameId): string {
    const counts = new Map<string, number>();
    this.#forEachSpelling(id, (names, spelling, { live }) => {
      const text = names.texts.at(spelling);
      counts.set(text, (counts.get(text) ?? 0) + names.films.countIn(spelling, live));
    });
    return [...counts].sort(([a, inA], [b, inB]) => inB - inA || byCodeUnit(a, b))[0]![0];
  }

  #forEachSpelling(id: NameId, visit: (names: FilmNames, spelling: number, segment: Segment) => void): void {
    for (const segment of this.#segments) {
      const names = this.#namesOf(segment);
      const name = this.#nameIn(names, id);
      if (name < 0) continue;
      const end = names.endOf(name);
      for (let spelling = name; spelling < end; spelling += 1) visit(names, spelling, segment);
    }
  }

  #nameIn(names: FilmNames, id: NameId): number {
    if (typeof id === 'string') return names.find(id);
    return names === this.#largest ? id : (names.linkTo(this.#largest).names.get(id) ?? -1);
  }
}

/** How many current films of a segment have a name. The name is a person or a genre. */
export function liveFilmsOf({ live, liveCount, size }: Segment, names: FilmNames, name: number): number {
  const hasOneSpelling = names.endOf(name) === name + 1;
  return liveCount === size && hasOneSpelling ? names.films.count(name) : names.countIn(name, live);
}
