import { termsOf } from '../../../../domain/text/fold-text.ts';
import type { NumberedNames } from './number-names.ts';
import { addBit, bitWords, countBits, hasBit, intersect, removeBit, type Bits } from '../structures/bits.ts';
import { NameColumn } from '../structures/name-column.ts';
import { packLists } from '../structures/number-lists.ts';
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
  /** The same spellings, ascending; the name of each; and where the spellings of this name end. */
  readonly #variantList: Uint32Array;
  readonly #variantNames: Uint32Array;
  readonly #variantEnds: Uint32Array;
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
    const variants = sections.u32('variants');
    this.#variantList = variants;
    this.#variantNames = new Uint32Array(variants.length);
    this.#variantEnds = new Uint32Array(variants.length);
    for (let i = 0; i < variants.length; i += 1) {
      const spelling = variants[i]!;
      addBit(this.#variants, spelling);
      this.#variantNames[i] = variants[i - 1] === spelling - 1 ? this.#variantNames[i - 1]! : spelling - 1;
    }
    for (let i = variants.length - 1; i >= 0; i -= 1) {
      const next = variants[i]! + 1;
      this.#variantEnds[i] = variants[i + 1] === next ? this.#variantEnds[i + 1]! : next;
    }
  }

  /** @param films the number of films */
  static write(sections: SectionWriter, { all, spellings }: NumberedNames, films: number): void {
    const byKey = new Map<string, NumberedNames['all'][number]>();
    for (const name of all) byKey.set(name.key, name);
    const inOrder = [...byKey.keys()].sort().map((key) => byKey.get(key)!);
    NameColumn.write(
      sections.within('texts'),
      spellings.map(({ text }) => text),
    );
    Postings.write(
      sections.within('films'),
      packLists(spellings, (spelling) => spelling.films),
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
    return hasBit(this.#variants, spelling) ? this.#variantNames[this.#placeOfVariant(spelling)]! : spelling;
  }

  /** The spellings of a name are `[name, endOf(name))`. */
  endOf(name: number): number {
    const next = name + 1;
    // Nearly every name has one spelling.
    if (next >= this.size || !hasBit(this.#variants, next)) return next;
    return this.#variantEnds[this.#placeOfVariant(next)]!;
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
    const scratch = (this.#scratch ??= new Int32Array(films.length));
    // A file may have 100 thousand names of two spellings. A look at all films for each of them would take seconds.
    if (this.mostFilmsOf(name) < films.length) return this.#countSingly(name, films, scratch);
    this.addFilmsTo(name, scratch);
    intersect(scratch, films);
    const count = countBits(scratch);
    scratch.fill(0);
    return count;
  }

  /** Like {@link countIn}, for a name of few films. `counted` is an empty set, and is empty afterwards. */
  #countSingly(name: number, films: Bits, counted: Bits): number {
    const found: number[] = [];
    const end = this.endOf(name);
    for (let spelling = name; spelling < end; spelling += 1) {
      this.films.forEach(spelling, (film) => {
        if (!hasBit(films, film) || hasBit(counted, film)) return;
        addBit(counted, film);
        found.push(film);
      });
    }
    for (const film of found) removeBit(counted, film);
    return found.length;
  }

  /**
   * Which name of this segment is which name of the largest segment. The names of a segment never change, so this is
   * computed once for each pair of segments.
   */
  linkTo(largest: FilmNames): Link {
    let link = this.#links.get(largest);
    if (!link) {
      const numbers = new Int32Array(this.size);
      const names = new Map<number, number>();
      for (let name = 0; name < this.size; name = this.endOf(name)) {
        const number = largest.find(this.keyOf(name));
        numbers.fill(number, name, this.endOf(name));
        names.set(number, name);
      }
      link = { numbers, names };
      this.#links.set(largest, link);
    }
    return link;
  }

  /** The place of a spelling among {@link #variantList}. */
  #placeOfVariant(spelling: number): number {
    const variants = this.#variantList;
    let low = 0;
    let high = variants.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (variants[middle]! < spelling) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #readPlaces(): Uint32Array {
    const places = new Uint32Array(this.size);
    for (let place = 0; place < this.#byKey.length; place += 1) places[this.#byKey[place]!] = place;
    return places;
  }
}
