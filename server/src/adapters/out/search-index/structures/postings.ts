import { bitWords, countBits, forEachBit, intersect, unite, type Bits } from './bits.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { ByteWriter, VarintReader } from './varint.ts';

/** Longer than this share of the universe no list is kept as a list. */
const LIST_SHARE = 16;

/**
 * For each term of a dictionary the members (films, people) that have it, ascending. A short list is the gaps between
 * its members as varints, mostly one byte each; a list of more than one in 16 of the universe is a bitmap, up to twice as long and ten times as
 * soon read.
 *
 *     list     | count * 2 | gap | gap | ...            or    | count * 2 + 1 | number of the bitmap |
 *     starts   offset of each list; the lists of neighbouring terms are neighbours, so a prefix is read in one go
 *     bitmaps  | words of bitmap 0 | words of bitmap 1 | ...
 */
export class Postings {
  /** How many lists there are. */
  readonly size: number;
  readonly #starts: Uint32Array;
  readonly #reader: VarintReader;
  readonly #bitmaps: Int32Array;
  readonly #words: number;

  constructor(sections: SectionReader, name: string) {
    this.#starts = sections.u32(`${name}.starts`);
    this.size = this.#starts.length - 1;
    this.#reader = new VarintReader(sections.u8(`${name}.lists`));
    const bitmaps = sections.u32(`${name}.bitmaps`);
    this.#bitmaps = new Int32Array(bitmaps.buffer, bitmaps.byteOffset, bitmaps.length);
    this.#words = bitWords(sections.u32(`${name}.universe`)[0]!);
  }

  /**
   * @param lists each ascending without repetition
   * @param universe members are below this number
   */
  static write(sections: SectionWriter, name: string, lists: readonly (readonly number[])[], universe: number): void {
    const bytes = new ByteWriter();
    const starts = new Uint32Array(lists.length + 1);
    const bitmaps: Int32Array[] = [];
    for (const [i, list] of lists.entries()) {
      starts[i] = bytes.length;
      if (list.length > universe / LIST_SHARE) {
        bytes.varint(list.length * 2 + 1);
        bytes.varint(bitmaps.length);
        const bitmap = new Int32Array(bitWords(universe));
        for (const member of list) bitmap[member >>> 5]! |= 1 << (member & 31);
        bitmaps.push(bitmap);
      } else {
        bytes.varint(list.length * 2);
        let before = -1;
        for (const member of list) {
          bytes.varint(member - before - 1);
          before = member;
        }
      }
    }
    starts[lists.length] = bytes.length;
    const joined = new Int32Array(bitmaps.length * bitWords(universe));
    for (const [i, bitmap] of bitmaps.entries()) joined.set(bitmap, i * bitmap.length);
    sections.add(`${name}.starts`, starts);
    sections.add(`${name}.lists`, bytes.finish());
    sections.add(`${name}.bitmaps`, new Uint32Array(joined.buffer));
    sections.add(`${name}.universe`, Uint32Array.of(universe));
  }

  /** How many members a list has. */
  count(list: number): number {
    this.#reader.at = this.#starts[list]!;
    return this.#reader.next() >>> 1;
  }

  /** About how many members the lists `[from, to)` have, told without reading them. */
  weight({ from, to }: { readonly from: number; readonly to: number }): number {
    if (from >= to) return 0;
    const start = this.#starts[from]!;
    // The first list is that of the word itself, and more often than longer words it is a bitmap.
    const isBitmap = (this.#reader.bytes[start]! & 1) === 1;
    return this.#starts[to]! - start + (isBitmap ? 4 * this.#words : 0);
  }

  /** Adds the members of a list to a set. */
  addTo(list: number, bits: Bits): void {
    this.addRangeTo(list, list + 1, bits);
  }

  /** Adds the members of the lists `[from, to)`. */
  addSpanTo(span: { readonly from: number; readonly to: number }, bits: Bits): void {
    this.addRangeTo(span.from, span.to, bits);
  }

  /** As {@link addSpanTo}. */
  addRangeTo(from: number, to: number, bits: Bits): void {
    if (from >= to) return;
    const reader = this.#reader;
    const { bytes } = reader;
    const end = this.#starts[to]!;
    // Numbers of one to three bytes are read in place: nearly all are, and a call costs as much as three of them.
    for (let at = this.#starts[from]!; at < end;) {
      let head = bytes[at++]!;
      if (head >= 0x80) {
        reader.at = at - 1;
        head = reader.next();
        ({ at } = reader);
      }
      if ((head & 1) === 1) {
        reader.at = at;
        unite(bits, this.#bitmap(reader.next()));
        ({ at } = reader);
        continue;
      }
      let member = -1;
      for (let left = head >>> 1; left > 0; left -= 1) {
        let gap = bytes[at++]!;
        if (gap >= 0x80) {
          const second = bytes[at++]!;
          gap = (gap & 0x7f) | ((second & 0x7f) << 7);
          if (second >= 0x80) {
            const third = bytes[at++]!;
            gap |= (third & 0x7f) << 14;
            if (third >= 0x80) {
              reader.at = at - 3;
              gap = reader.next();
              ({ at } = reader);
            }
          }
        }
        member += gap + 1;
        bits[member >>> 5]! |= 1 << (member & 31);
      }
    }
  }

  /** How many members of a list are in a set. */
  countIn(list: number, bits: Bits): number {
    const reader = this.#reader;
    reader.at = this.#starts[list]!;
    const head = reader.next();
    let count = 0;
    if ((head & 1) === 1) {
      const bitmap = Int32Array.from(this.#bitmap(reader.next()));
      intersect(bitmap, bits);
      return countBits(bitmap);
    }
    let member = -1;
    for (let left = head >>> 1; left > 0; left -= 1) {
      member += reader.next() + 1;
      count += (bits[member >>> 5]! >>> (member & 31)) & 1;
    }
    return count;
  }

  /** Calls `visit` with the members of a list, ascending. */
  forEach(list: number, visit: (member: number) => void): void {
    const reader = this.#reader;
    reader.at = this.#starts[list]!;
    const head = reader.next();
    if ((head & 1) === 1) {
      forEachBit(this.#bitmap(reader.next()), visit);
      return;
    }
    let member = -1;
    let { at } = reader;
    for (let left = head >>> 1; left > 0; left -= 1) {
      reader.at = at;
      member += reader.next() + 1;
      // The visitor may read another list.
      ({ at } = reader);
      visit(member);
    }
  }

  #bitmap(i: number): Int32Array {
    return this.#bitmaps.subarray(i * this.#words, (i + 1) * this.#words);
  }
}
