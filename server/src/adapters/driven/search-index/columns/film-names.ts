import { termsOf } from '../../../../domain/text/fold-text.ts';
import type { NumberedNames } from './number-names.ts';
import { addBit, bitWords, countBits, hasBit, intersect, type Bits } from '../structures/bits.ts';
import { NameColumn } from '../structures/name-column.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { Tally } from '../structures/tally.ts';

/** The names of a small segment that are also in the largest segment. */
export type Link = {
  /** For each spelling, the number of its name in the largest segment; -1 if the name is not there. */
  readonly numbers: Int32Array;
  /** For each number in the largest segment, the name in the small segment. */
  readonly names: ReadonlyMap<number, number>;
};

/**
 * The people of a segment's films, or their genres. Films may spell one name in several ways ("ZaSu Pitts", "Zasu
 * Pitts"). So each *spelling* has a number. The spellings of one name are neighbours, the most frequent first. A
 * *name* has the number of its first spelling. The names that are in the most films come first.
 *
 *     texts, films   of each spelling: its text, and the films that use it
 *     variants       the spellings that are not the first of their name; few (214 of 28,630 in the real data before it is cleaned)
 *     keys, byKey    the keys of the names in order, and the name of each
 */
export class FilmNames {
  /** How many spellings there are. */
  readonly size: number;
  readonly texts: NameColumn;
  readonly films: Postings;
  /** A count for each name. */
  readonly tally: Tally;
  readonly #keys: SortedStrings;
  readonly #byKey: PackedNumbers;
  /** The spellings that are not the first of their name. */
  readonly #variants: Bits;
  readonly #links = new WeakMap<FilmNames, Link>();
  readonly #words: (readonly string[] | undefined)[] = [];
  #places: Uint32Array | undefined;
  #scratch: Bits | undefined;

  constructor(sections: SectionReader) {
    this.texts = new NameColumn(sections.within('texts'));
    this.films = new Postings(sections.within('films'));
    this.#keys = new SortedStrings(sections.within('keys'));
    this.#byKey = readNumbers(sections, 'byKey');
    this.size = this.films.size;
    this.tally = new Tally(this.size);
    this.#variants = new Int32Array(bitWords(this.size));
    for (const spelling of sections.u32('variants')) addBit(this.#variants, spelling);
  }

  /** @param films the number of films */
  static write(sections: SectionWriter, { all, spellings }: NumberedNames, films: number): void {
    const byKey = new Map(all.map((name) => [name.key, name]));
    const inOrder = [...byKey.keys()].sort().map((key) => byKey.get(key)!);
    NameColumn.write(
      sections.within('texts'),
      spellings.map(({ text }) => text),
    );
    Postings.write(
      sections.within('films'),
      spellings.map((spelling) => spelling.films),
      films,
    );
    SortedStrings.write(
      sections.within('keys'),
      inOrder.map(({ key }) => key),
    );
    writeNumbers(
      sections,
      'byKey',
      inOrder.map((name) => name.spellings[0]!.number),
    );
    const variants = spellings.filter((spelling) => spelling.name.spellings[0] !== spelling);
    sections.add(
      'variants',
      Uint32Array.from(variants, ({ number }) => number),
    );
  }

  /** The name with this key; -1 if there is none. */
  find(key: string): number {
    const place = this.#keys.find(key);
    return place < 0 ? -1 : this.#byKey[place]!;
  }

  /** Calls `visit` with every name whose key starts with `prefix`. */
  forEachStartingWith(prefix: string, visit: (name: number) => void): void {
    const { from, to } = this.#keys.prefixSpan(prefix);
    for (let place = from; place < to; place += 1) visit(this.#byKey[place]!);
  }

  /** The words of a name's key, in order. They are kept, because every suggestion compares all genres. */
  wordsOf(name: number): readonly string[] {
    return (this.#words[name] ??= termsOf(this.keyOf(name)));
  }

  keyOf(name: number): string {
    return this.#keys.at(this.placeOf(name));
  }

  /** The place of a name when all names are sorted by key. */
  placeOf(name: number): number {
    return (this.#places ??= this.#readPlaces())[name]!;
  }

  /** The name that a spelling belongs to. */
  nameOf(spelling: number): number {
    let name = spelling;
    while (hasBit(this.#variants, name)) name -= 1;
    return name;
  }

  /** The spellings of a name are `[name, endOf(name))`. */
  endOf(name: number): number {
    let end = name + 1;
    while (end < this.size && hasBit(this.#variants, end)) end += 1;
    return end;
  }

  /** Adds the films of the name with this key to a set and returns the set. Adds nothing if there is no such name. */
  addFilmsOf(key: string, films: Bits): Bits {
    const name = this.find(key);
    if (name >= 0) this.addFilmsTo(name, films);
    return films;
  }

  /** Adds the films of a name to a set. */
  addFilmsTo(name: number, films: Bits): void {
    this.films.addRangeTo(name, this.endOf(name), films);
  }

  /** An upper bound of the number of films that have the name. No later name has more films than this. */
  mostFilmsOf(name: number): number {
    let films = 0;
    const end = this.endOf(name);
    for (let spelling = name; spelling < end; spelling += 1) films += this.films.count(spelling);
    return films;
  }

  /** How many of the given films have the name. A film that spells it in two ways counts once. */
  countIn(name: number, films: Bits): number {
    if (this.endOf(name) === name + 1) return this.films.countIn(name, films);
    const scratch = (this.#scratch ??= new Int32Array(films.length)).fill(0);
    this.addFilmsTo(name, scratch);
    intersect(scratch, films);
    return countBits(scratch);
  }

  /**
   * Which name of this segment is which name of the largest segment. The names of a segment never change, so this is
   * computed once for each pair of segments.
   */
  linkTo(largest: FilmNames): Link {
    let link = this.#links.get(largest);
    if (!link) {
      const numbers = Int32Array.from({ length: this.size }, (_, spelling) =>
        largest.find(this.keyOf(this.nameOf(spelling))),
      );
      link = { numbers, names: new Map(Array.from(numbers, (number, spelling) => [number, this.nameOf(spelling)])) };
      this.#links.set(largest, link);
    }
    return link;
  }

  #readPlaces(): Uint32Array {
    const places = new Uint32Array(this.size);
    for (let place = 0; place < this.#byKey.length; place += 1) places[this.#byKey[place]!] = place;
    return places;
  }
}
