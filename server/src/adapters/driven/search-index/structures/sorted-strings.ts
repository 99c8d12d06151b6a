import { decodeUnits, encodeUnits } from './code-units.ts';
import { Beginnings, BEGINNING_LENGTH, editsOfHead, NearPrefix } from './near-prefixes.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { ByteWriter, VarintReader } from './varint.ts';

const BLOCK = 16;
/**
 * For fewer texts, the beginnings of all texts are not worth collecting. For 191 texts (the dictionary `fact`), they
 * save 13 of 17 us.
 */
const MANY_TEXTS = 128;

/**
 * Sorted texts, each identified by its place. They are stored in blocks of 16. The first text of a block is stored as
 * a whole. Each further text is stored as the number of bytes that it shares with the text before it, and the rest.
 *
 *     block   | 9 godfather | 9,1 s | 3,4 mama | ...     (lengths are varints)
 *     starts  offset of each block                           heads   first four bytes of each block's first text
 *
 * A look-up is a binary search over the first texts, followed by a walk through one block. The first four bytes of
 * all first texts are stored side by side, and they nearly always decide a comparison. The walk compares no byte
 * twice.
 */
export class SortedStrings {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  /** The first four bytes of the first text of each block as one number; see {@link headOf}. */
  readonly #heads: Uint32Array;
  #beginnings: Beginnings | undefined;
  #probe = new Uint8Array(64);
  /** Whether the last walk through a block ended at a text equal to the probe. */
  #foundEqual = false;
  /** Whether the last walk through a block ended at a text that starts with the probe. */
  #foundStart = false;

  constructor(sections: SectionReader) {
    this.#bytes = sections.u8('bytes');
    this.#starts = sections.u32('starts');
    this.#heads = sections.u32('heads');
    this.size = sections.u32('size')[0]!;
  }

  /** @param texts ascending by code unit; repetitions are allowed */
  static write(sections: SectionWriter, texts: readonly string[]): void {
    const bytes = new ByteWriter();
    const starts = new Uint32Array(Math.ceil(texts.length / BLOCK));
    const heads = new Uint32Array(starts.length);
    const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
    let before = new Uint8Array(longest * 3);
    let current = new Uint8Array(longest * 3);
    let beforeLength = 0;
    for (let i = 0; i < texts.length; i += 1) {
      const length = encodeUnits(texts[i]!, current);
      let shared = 0;
      if (i % BLOCK === 0) {
        starts[i / BLOCK] = bytes.length;
        heads[i / BLOCK] = headOf(current, 0, length);
      } else {
        const end = Math.min(beforeLength, length);
        while (shared < end && before[shared] === current[shared]) shared += 1;
        bytes.varint(shared);
      }
      bytes.varint(length - shared);
      bytes.append(current, shared, length);
      [before, current] = [current, before];
      beforeLength = length;
    }
    sections.add('bytes', bytes.finish());
    sections.add('starts', starts);
    sections.add('heads', heads);
    sections.add('size', Uint32Array.of(texts.length));
  }

  /** @param i from 0 to size - 1 */
  at(i: number): string {
    const bytes = this.#bytes;
    const text = new Array<number>();
    const reader = new VarintReader(bytes);
    reader.at = this.#starts[i >>> 4]!;
    let allBits = 0;
    for (let step = i & (BLOCK - 1), isFirst = true; step >= 0; step -= 1, isFirst = false) {
      text.length = isFirst ? 0 : reader.next();
      for (let rest = reader.next(); rest > 0; rest -= 1) {
        const byte = bytes[reader.at++]!;
        allBits |= byte;
        text.push(byte);
      }
    }
    // Nearly all texts are ASCII, which needs no decoding.
    if (allBits < 0x80 && text.length < 1_000) return String.fromCharCode(...text);
    return decodeUnits(Uint8Array.from(text), 0, text.length);
  }

  /** The place of a text; -1 if it is not among the texts. */
  find(text: string): number {
    const length = this.#encode(text);
    const place = this.#bound(length, false);
    return this.#isAt(place, length) ? place : -1;
  }

  /** The places `[from, to)` of the texts that equal this one. */
  equalRange(text: string): readonly [from: number, to: number] {
    const length = this.#encode(text);
    const from = this.#bound(length, false);
    return [from, this.#isAt(from, length) ? this.#bound(length, true, from) : from];
  }

  /**
   * The places `[from, to)` of the texts that start with this one. `whole` is `from + 1` if the first of them equals
   * it, and otherwise `from`.
   */
  prefixSpan(text: string): { readonly from: number; readonly to: number; readonly whole: number } {
    const length = this.#encode(text);
    const from = this.#bound(length, false);
    if (!this.#startsAt(from, length)) return { from, to: from, whole: from };
    const whole = this.#isAt(from, length) ? from + 1 : from;
    // No text contains the byte 0xff. So this probe is above all texts that start with the text, and below all later
    // ones.
    this.#probe[length] = 0xff;
    return { from, to: this.#bound(length + 1, false, from), whole };
  }

  /**
   * Calls `visit` with each text that is the beginning of the given one and has `least` to `most` letters, the shortest
   * first. If no text begins with the first letters of the given one, nothing longer is looked up.
   */
  forEachBeginning(text: string, least: number, most: number, visit: (letters: number, place: number) => void): void {
    let from = 0;
    for (let letters = least; letters <= most; letters += 1) {
      const length = this.#encode(text.slice(0, letters));
      from = this.#bound(length, false, from);
      if (!this.#startsAt(from, length)) return;
      if (this.#isAt(from, length)) visit(letters, from);
    }
  }

  /**
   * Calls `visit` with runs `[from, to)` of texts whose beginning is the prefix with one edit. An edit is a letter too
   * many, missing or wrong, or two neighbouring letters swapped. The runs come in no particular order and may overlap.
   * They may include texts that begin with the prefix itself.
   *
   * An edit after the first two letters leaves these two unchanged, so all texts that begin with them are compared. Any
   * other edit leaves the rest unchanged, so the 108 prefixes that such an edit can make (some are equal) are looked
   * up, except those whose first four letters begin no text.
   *
   * @param prefix at least 3 letters from a to z; for any other text nothing is found
   */
  nearPrefixes(prefix: string, visit: (from: number, to: number) => void): void {
    if (!/^[a-z]{3,}$/.test(prefix)) return;
    const head = prefix.slice(0, 2);
    const span = this.prefixSpan(head);
    this.#eachNearPrefix(span.from, span.to, prefix, visit);
    const beginnings = this.size < MANY_TEXTS ? undefined : (this.#beginnings ??= this.#readBeginnings());
    for (const edited of editsOfHead(prefix)) {
      if (beginnings?.hasNone(edited) === true) continue;
      const { from, to } = this.prefixSpan(edited);
      if (from < to) visit(from, to);
    }
  }

  /** Runs once and takes 1 ms for 35 thousand texts. */
  #readBeginnings(): Beginnings {
    const beginnings = new Beginnings();
    const reader = new VarintReader(this.#bytes);
    const text = new Uint8Array(BEGINNING_LENGTH);
    for (let place = 0; place < this.size; place += 1) {
      const shared = place % BLOCK === 0 ? 0 : reader.next();
      const rest = reader.next();
      const length = Math.min(shared + rest, text.length);
      for (let i = shared; i < length; i += 1) text[i] = this.#bytes[reader.at + i - shared]!;
      reader.at += rest;
      if (shared < text.length && length === text.length) beginnings.add(text);
    }
    return beginnings;
  }

  /** Decodes the texts one after the other. This takes a tenth of the time of reading each text by its place. */
  #eachNearPrefix(from: number, to: number, prefix: string, visit: (from: number, to: number) => void): void {
    const near = new NearPrefix(prefix);
    const bytes = this.#bytes;
    const reader = new VarintReader(bytes);
    // Only the first letters of a text decide whether its beginning is within one edit of the prefix, so the rest is
    // not copied.
    const text = new Uint8Array(near.letters);
    let isNear = false;
    let runFrom = -1;
    for (let place = from - (from % BLOCK); place < to; place += 1) {
      if (place % BLOCK === 0) reader.at = this.#starts[place / BLOCK]!;
      const shared = place % BLOCK === 0 ? 0 : reader.next();
      const rest = reader.next();
      const length = Math.min(shared + rest, text.length);
      for (let i = shared; i < length; i += 1) text[i] = bytes[reader.at + i - shared]!;
      reader.at += rest;
      if (place < from) continue;
      // Nearly half of the texts share the letters that decide with the text before them.
      if (place === from || shared < near.decisive) isNear = near.begins(text, length);
      if (isNear) {
        if (runFrom < 0) runFrom = place;
      } else if (runFrom >= 0) {
        visit(runFrom, place);
        runFrom = -1;
      }
    }
    if (runFrom >= 0) visit(runFrom, to);
  }

  #encode(text: string): number {
    if (this.#probe.length <= text.length * 3) this.#probe = new Uint8Array(text.length * 3 + 1);
    return encodeUnits(text, this.#probe);
  }

  /** Whether the text at a place equals the probe. {@link #bound} must have just returned the place. */
  #isAt(place: number, length: number): boolean {
    if (place % BLOCK !== 0 || place === this.size) return this.#foundEqual;
    const block = place / BLOCK;
    return !this.#firstIsBelow(block, length, false) && this.#firstIsBelow(block, length, true);
  }

  /** Whether the text at a place starts with the probe. {@link #bound} must have just returned the place. */
  #startsAt(place: number, length: number): boolean {
    if (place % BLOCK !== 0 || place === this.size) return this.#foundStart;
    const reader = new VarintReader(this.#bytes);
    reader.at = this.#starts[place / BLOCK]!;
    if (reader.next() < length) return false;
    for (let i = 0; i < length; i += 1) if (this.#bytes[reader.at + i] !== this.#probe[i]) return false;
    return true;
  }

  /**
   * How many texts are below the probe. With `orEqual`, texts that equal the probe count too.
   *
   * @param atLeast a known lower bound of the result; the closer it is, the fewer steps the search takes
   */
  #bound(length: number, orEqual: boolean, atLeast = 0): number {
    const heads = this.#heads;
    const head = headOf(this.#probe, 0, length);
    let low = atLeast >>> 4;
    let high = heads.length;
    if (atLeast > 0) {
      let step = 1;
      while (low + step < high && this.#blockIsBelow(low + step, head, length, orEqual)) {
        low += step;
        step *= 2;
      }
      high = Math.min(high, low + step);
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#blockIsBelow(middle, head, length, orEqual)) low = middle + 1;
      else high = middle;
    }
    this.#foundEqual = false;
    this.#foundStart = false;
    return low === 0 ? 0 : (low - 1) * BLOCK + this.#boundInBlock(low - 1, length, orEqual);
  }

  /** @param head the head of the probe */
  #blockIsBelow(block: number, head: number, length: number, orEqual: boolean): boolean {
    const other = this.#heads[block]!;
    return other < head || (other === head && this.#firstIsBelow(block, length, orEqual));
  }

  #firstIsBelow(block: number, length: number, orEqual: boolean): boolean {
    const bytes = this.#bytes;
    const probe = this.#probe;
    let at = this.#starts[block]!;
    let textLength = bytes[at++]!;
    if (textLength >= 0x80) {
      const reader = new VarintReader(bytes);
      reader.at = at - 1;
      textLength = reader.next();
      at = reader.at;
    }
    const common = Math.min(textLength, length);
    for (let i = 0; i < common; i += 1) {
      const difference = bytes[at + i]! - probe[i]!;
      if (difference !== 0) return difference < 0;
    }
    return textLength < length || (orEqual && textLength === length);
  }

  /** How many texts of the block are below the probe. The first text of the block is known to be below it. */
  #boundInBlock(block: number, length: number, orEqual: boolean): number {
    const bytes = this.#bytes;
    const probe = this.#probe;
    const count = Math.min(BLOCK, this.size - block * BLOCK);
    let at = this.#starts[block]!;
    /** How many bytes the probe shares with the last text that was compared, which is below the probe. */
    let matched = 0;
    for (let i = 0; i < count; i += 1) {
      let shared = 0;
      if (i > 0 && (shared = bytes[at++]!) >= 0x80) [shared, at] = this.#longVarint(at - 1);
      let rest = bytes[at++]!;
      if (rest >= 0x80) [rest, at] = this.#longVarint(at - 1);
      // This text shares fewer bytes with the text before it than the probe does. Texts ascend, so this one is above
      // the probe.
      if (shared < matched) return i;
      const end = at + rest;
      if (shared === matched) {
        while (at < end && matched < length && bytes[at] === probe[matched]) {
          at += 1;
          matched += 1;
        }
        const isBelow = at === end ? matched < length || orEqual : matched < length && bytes[at]! < probe[matched]!;
        if (!isBelow) {
          this.#foundStart = matched === length;
          this.#foundEqual = this.#foundStart && at === end;
          return i;
        }
      }
      at = end;
    }
    return count;
  }

  /** A number of several bytes, and the place where it ends. */
  #longVarint(at: number): [value: number, end: number] {
    const reader = new VarintReader(this.#bytes);
    reader.at = at;
    return [reader.next(), reader.at];
  }
}

/**
 * The first four bytes of a text as one number, padded with zeros. If the numbers of two texts differ, the texts have
 * the same order as the numbers.
 */
function headOf(bytes: Uint8Array, start: number, length: number): number {
  const first = length > 0 ? bytes[start]! : 0;
  const second = length > 1 ? bytes[start + 1]! : 0;
  const third = length > 2 ? bytes[start + 2]! : 0;
  const fourth = length > 3 ? bytes[start + 3]! : 0;
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}
