import { bitWords, countCommon, forEachBit, unite, type Bits } from './bits.ts';
import { NumberList } from './number-list.ts';
import type { NumberLists } from './number-lists.ts';
import { Offsets } from './offsets.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { ByteWriter, VarintReader } from './varint.ts';

/**
 * A list with at most one in this many members of the universe is short. As gaps, most of its members would take two
 * bytes, and as plain numbers they take no more.
 */
const SHORT_SHARE = 128;
const SHORT_ANYWAY = 16;
/** A list with more than one in this many members of the universe is a bitmap. */
const BITMAP_SHARE = 32;
/** Members of short lists take two bytes, and a third byte if the universe is too large for two. */
const LOW_BITS = 16;
const SHORT_BITS = 24;

/**
 * For each term of a dictionary, the posting list of the members (films or people) that have it. Members ascend. A list
 * is stored in one of three ways:
 *
 *     short    lows   | 16 bits of a member | ...          highs  | the 8 bits above | ...    of all short lists together
 *     long     gaps   | count * 2 | gap | gap | ...               varints, mostly one byte each
 *     bitmap   gaps   | count * 2 + 1 | number of the bitmap |    for more than one in 32 of the universe; equal lists share one
 *     starts             where each list begins among the short ones
 *     long, longStarts   which lists are not short, and where they begin
 *
 * The short lists of neighbouring terms are neighbours. So the lists of all terms with a common prefix are one run of
 * numbers of one size. Reading such a number takes 1.7 ns; varints of one to three bytes took 6 ns.
 */
export class Postings {
  /** How many lists there are. */
  readonly size: number;
  readonly #starts: Offsets;
  readonly #lows: Uint16Array;
  /** The third bytes of the members of short lists. Empty if no member needs one. */
  readonly #highs: Uint8Array;
  readonly #long: Uint32Array;
  readonly #longStarts: Uint32Array;
  readonly #gaps: VarintReader;
  readonly #bitmaps: Int32Array;
  readonly #words: number;

  constructor(sections: SectionReader) {
    this.#starts = new Offsets(sections.within('starts'));
    this.size = this.#starts.length - 1;
    this.#lows = sections.u16('lows');
    this.#highs = sections.u8('highs');
    this.#long = sections.u32('long');
    this.#longStarts = sections.u32('longStarts');
    this.#gaps = new VarintReader(sections.u8('gaps'));
    const bitmaps = sections.u32('bitmaps');
    this.#bitmaps = new Int32Array(bitmaps.buffer, bitmaps.byteOffset, bitmaps.length);
    this.#words = bitWords(sections.u32('universe')[0]!);
  }

  /**
   * @param lists ascending, without repetition
   * @param universe every member is below this number
   */
  static write(sections: SectionWriter, lists: NumberLists, universe: number): void {
    const atMost = universe > 2 ** SHORT_BITS ? 0 : Math.max(SHORT_ANYWAY, universe / SHORT_SHARE);
    const short = new NumberList();
    const starts = new Uint32Array(lists.starts.length);
    const long: number[] = [];
    const longStarts: number[] = [];
    const gaps = new ByteWriter();
    const bitmaps: Int32Array[] = [];
    const bitmapNumbers = new Map<string, number>();
    for (let i = 0; i < starts.length - 1; i += 1) {
      starts[i] = short.length;
      const from = lists.starts[i]!;
      const end = lists.starts[i + 1]!;
      if (end - from <= atMost) {
        for (let at = from; at < end; at += 1) short.push(lists.numbers[at]!);
        continue;
      }
      const list = lists.numbers.subarray(from, end);
      long.push(i);
      longStarts.push(gaps.length);
      if (list.length > universe / BITMAP_SHARE) {
        gaps.varint(list.length * 2 + 1);
        gaps.varint(numberOf(bitmapOf(list, universe), bitmaps, bitmapNumbers));
      } else {
        gaps.varint(list.length * 2);
        let before = -1;
        for (const member of list) {
          gaps.varint(member - before - 1);
          before = member;
        }
      }
    }
    starts[starts.length - 1] = short.length;
    const members = short.finish();
    const joined = new Int32Array(bitmaps.length * bitWords(universe));
    for (const [i, bitmap] of bitmaps.entries()) joined.set(bitmap, i * bitmap.length);
    const isHigh = universe > 2 ** LOW_BITS;
    Offsets.write(sections.within('starts'), starts);
    // Of each number, the lowest 16 bits remain.
    sections.add('lows', new Uint16Array(members));
    sections.add('highs', isHigh ? Uint8Array.from(members, (member) => member >>> LOW_BITS) : new Uint8Array(0));
    sections.add('long', new Uint32Array(long));
    sections.add('longStarts', new Uint32Array([...longStarts, gaps.length]));
    sections.add('gaps', gaps.finish());
    sections.add('bitmaps', new Uint32Array(joined.buffer));
    sections.add('universe', Uint32Array.of(universe));
  }

  /** How many members a list has. */
  count(list: number): number {
    const short = this.#starts.at(list + 1) - this.#starts.at(list);
    if (short > 0) return short;
    const place = this.#placeOfLong(list);
    return this.#long[place] === list ? this.#open(place) >>> 1 : 0;
  }

  /** Estimates how many members the lists `[from, to)` have, without reading them. */
  weight({ from, to }: { readonly from: number; readonly to: number }): number {
    if (from >= to) return 0;
    const short = this.#starts.at(to) - this.#starts.at(from);
    if (short > 0 && from + 1 === to) return short;
    const place = this.#placeOfLong(from);
    const end = this.#placeOfLong(to);
    let weight = short + this.#longStarts[end]! - this.#longStarts[place]!;
    for (let at = place; at < end; at += 1) if ((this.#open(at) & 1) === 1) weight += 4 * this.#words;
    return weight;
  }

  /** Adds the members of a list to a set. */
  addTo(list: number, bits: Bits): void {
    this.addRangeTo(list, list + 1, bits);
  }

  /** Adds the members of the lists `[from, to)`. */
  addSpanTo(span: { readonly from: number; readonly to: number }, bits: Bits): void {
    this.addRangeTo(span.from, span.to, bits);
  }

  /** Like {@link addSpanTo}. */
  addRangeTo(from: number, to: number, bits: Bits): void {
    if (from >= to) return;
    const start = this.#starts.at(from);
    const end = this.#starts.at(to);
    this.#addShort(start, end, bits);
    // A single list that is short needs no search among the long ones.
    if (start < end && from + 1 === to) return;
    const long = this.#long;
    for (let place = this.#placeOfLong(from); place < long.length && long[place]! < to; place += 1) {
      this.#addLong(place, bits);
    }
  }

  /** How many members of a list are in a set. */
  countIn(list: number, bits: Bits): number {
    const place = this.#placeOfLong(list);
    if (this.#long[place] === list && (this.#open(place) & 1) === 1) {
      return countCommon(this.#bitmap(this.#gaps.next()), bits);
    }
    let count = 0;
    this.forEach(list, (member) => {
      count += (bits[member >>> 5]! >>> (member & 31)) & 1;
    });
    return count;
  }

  /** Calls `visit` with the members of a list, ascending. */
  forEach(list: number, visit: (member: number) => void): void {
    const end = this.#starts.at(list + 1);
    for (let at = this.#starts.at(list); at < end; at += 1) visit(this.#short(at));
    const place = this.#placeOfLong(list);
    if (this.#long[place] !== list) return;
    const gaps = this.#gaps;
    const head = this.#open(place);
    if ((head & 1) === 1) {
      forEachBit(this.#bitmap(gaps.next()), visit);
      return;
    }
    let member = -1;
    let { at } = gaps;
    for (let left = head >>> 1; left > 0; left -= 1) {
      gaps.at = at;
      member += gaps.next() + 1;
      // The callback may have read another list.
      ({ at } = gaps);
      visit(member);
    }
  }

  #short(at: number): number {
    return this.#lows[at]! | (this.#highs.length === 0 ? 0 : this.#highs[at]! << LOW_BITS);
  }

  #addShort(from: number, to: number, bits: Bits): void {
    const lows = this.#lows;
    const highs = this.#highs;
    if (highs.length === 0) {
      for (let at = from; at < to; at += 1) {
        const member = lows[at]!;
        bits[member >>> 5]! |= 1 << (member & 31);
      }
      return;
    }
    for (let at = from; at < to; at += 1) {
      const member = lows[at]! | (highs[at]! << LOW_BITS);
      bits[member >>> 5]! |= 1 << (member & 31);
    }
  }

  #addLong(place: number, bits: Bits): void {
    const gaps = this.#gaps;
    const head = this.#open(place);
    if ((head & 1) === 1) {
      unite(bits, this.#bitmap(gaps.next()));
      return;
    }
    const { bytes } = gaps;
    let { at } = gaps;
    let member = -1;
    for (let left = head >>> 1; left > 0; left -= 1) {
      let gap = bytes[at++]!;
      if (gap >= 0x80) {
        gaps.at = at - 1;
        gap = gaps.next();
        ({ at } = gaps);
      }
      member += gap + 1;
      bits[member >>> 5]! |= 1 << (member & 31);
    }
  }

  /** How many of the lists before a list are not short. */
  #placeOfLong(list: number): number {
    const long = this.#long;
    let low = 0;
    let high = long.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (long[middle]! < list) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Moves to a list that is not short, and reads its head. */
  #open(place: number): number {
    this.#gaps.at = this.#longStarts[place]!;
    return this.#gaps.next();
  }

  #bitmap(i: number): Int32Array {
    return this.#bitmaps.subarray(i * this.#words, (i + 1) * this.#words);
  }
}

function bitmapOf(list: Uint32Array, universe: number): Int32Array {
  const bitmap = new Int32Array(bitWords(universe));
  for (const member of list) bitmap[member >>> 5]! |= 1 << (member & 31);
  return bitmap;
}

/**
 * Returns the number of a bitmap. A new bitmap is added; equal ones, such as those of "80s" and "1980s", share a number.
 * Bitmaps are looked up by their bytes, because a file may have 100 thousand.
 */
function numberOf(bitmap: Int32Array, bitmaps: Int32Array[], numbers: Map<string, number>): number {
  const bytes = Buffer.from(bitmap.buffer, bitmap.byteOffset, bitmap.byteLength).toString('latin1');
  let number = numbers.get(bytes);
  if (number === undefined) {
    number = bitmaps.push(bitmap) - 1;
    numbers.set(bytes, number);
  }
  return number;
}
