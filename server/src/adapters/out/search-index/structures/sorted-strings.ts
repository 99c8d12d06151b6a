import { decodeUnits, encodeUnits } from './code-units.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { ByteWriter, VarintReader } from './varint.ts';

const BLOCK = 16;

/**
 * Texts in order, each known by its place. Kept in blocks of 16: the first text of a block whole, each further one as how
 * many bytes it shares with the one before, and the rest.
 *
 *     block   | 9 godfather | 9,1 s | 4,4 mama | ...     (lengths are varints)
 *     starts  offset of each block
 *
 * A look-up is a binary search over the first texts and a walk through one block that compares no byte twice.
 */
export class SortedStrings {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  #probe = new Uint8Array(256);
  /** Whether the last walk through a block ended at a text equal to the probe. */
  #foundEqual = false;

  constructor(sections: SectionReader, name: string) {
    this.#bytes = sections.u8(`${name}.bytes`);
    this.#starts = sections.u32(`${name}.starts`);
    this.size = sections.u32(`${name}.size`)[0]!;
  }

  /** @param texts ascending by code unit; repetitions are allowed */
  static write(sections: SectionWriter, name: string, texts: readonly string[]): void {
    const bytes = new ByteWriter();
    const starts = new Uint32Array(Math.ceil(texts.length / BLOCK));
    let before = new Uint8Array(0);
    let spare = before;
    for (const [i, text] of texts.entries()) {
      if (spare.length < text.length * 3) spare = new Uint8Array(text.length * 3 + 64);
      const length = encodeUnits(text, spare);
      const current = spare.subarray(0, length);
      if (i % BLOCK === 0) {
        starts[i / BLOCK] = bytes.length;
        bytes.varint(current.length);
        bytes.append(current);
      } else {
        const shared = sharedLength(before, current);
        bytes.varint(shared);
        bytes.varint(current.length - shared);
        bytes.append(current.subarray(shared));
      }
      spare = new Uint8Array(before.buffer);
      before = current;
    }
    sections.add(`${name}.bytes`, bytes.finish());
    sections.add(`${name}.starts`, starts);
    sections.add(`${name}.size`, Uint32Array.of(texts.length));
  }

  /** @param i 0 to size - 1 */
  at(i: number): string {
    const reader = new VarintReader(this.#bytes);
    reader.at = this.#starts[i >>> 4]!;
    let length = reader.next();
    const current: number[] = Array.from(this.#bytes.subarray(reader.at, reader.at + length));
    reader.at += length;
    for (let step = i & (BLOCK - 1); step > 0; step -= 1) {
      length = reader.next();
      current.length = length;
      for (let rest = reader.next(); rest > 0; rest -= 1) current.push(this.#bytes[reader.at++]!);
    }
    return decodeUnits(Uint8Array.from(current), 0, current.length);
  }

  /** The place of a text, -1 when it is not among them. */
  find(text: string): number {
    const length = this.#encode(text);
    const place = this.#bound(length, false);
    return this.#isAt(place, length) ? place : -1;
  }

  /** `[from, to)`: the places of the texts equal to this one. */
  equalRange(text: string): readonly [from: number, to: number] {
    const length = this.#encode(text);
    const from = this.#bound(length, false);
    return [from, this.#isAt(from, length) ? this.#bound(length, true) : from];
  }

  /** `[from, to)`: the places of the texts that start with this one. `whole` is `from + 1` if the first is just it, else `from`. */
  prefixSpan(text: string): { readonly from: number; readonly to: number; readonly whole: number } {
    const length = this.#encode(text);
    const from = this.#bound(length, false);
    const whole = this.#isAt(from, length) ? from + 1 : from;
    // No text contains the byte 0xff, so this is above all that start so and below all that come after.
    this.#probe[length] = 0xff;
    return { from, to: this.#bound(length + 1, false), whole };
  }

  /** How many texts are below this one. */
  lowerBound(text: string): number {
    return this.#bound(this.#encode(text), false);
  }

  #encode(text: string): number {
    if (this.#probe.length <= text.length * 3) this.#probe = new Uint8Array(text.length * 3 + 1);
    return encodeUnits(text, this.#probe);
  }

  /** Whether the text at a place that {@link #bound} has just found is the probe. */
  #isAt(place: number, length: number): boolean {
    if (place % BLOCK !== 0 || place === this.size) return this.#foundEqual;
    const block = place / BLOCK;
    return !this.#firstIsBelow(block, length, false) && this.#firstIsBelow(block, length, true);
  }

  /** How many texts are below the probe, or with `orEqual` not above it. */
  #bound(length: number, orEqual: boolean): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#firstIsBelow(middle, length, orEqual)) low = middle + 1;
      else high = middle;
    }
    this.#foundEqual = false;
    return low === 0 ? 0 : (low - 1) * BLOCK + this.#boundInBlock(low - 1, length, orEqual);
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

  /** How many texts of the block are below the probe; its first one is known to be. */
  #boundInBlock(block: number, length: number, orEqual: boolean): number {
    const { size } = this;
    const bytes = this.#bytes;
    const probe = this.#probe;
    const count = Math.min(BLOCK, size - block * BLOCK);
    const reader = new VarintReader(bytes);
    reader.at = this.#starts[block]!;
    /** Bytes that the probe shares with the text last looked at, which is below it. */
    let matched = 0;
    for (let i = 0; i < count; i += 1) {
      const shared = i === 0 ? 0 : reader.next();
      const rest = reader.next();
      const end = reader.at + rest;
      // It parts from the text before it earlier than the probe does, hence upwards: above the probe.
      if (shared < matched) return i;
      if (shared === matched) {
        let at = reader.at;
        while (at < end && matched < length && bytes[at] === probe[matched]) {
          at += 1;
          matched += 1;
        }
        const isBelow = at === end ? matched < length || orEqual : matched < length && bytes[at]! < probe[matched]!;
        if (!isBelow) {
          this.#foundEqual = at === end && matched === length;
          return i;
        }
      }
      reader.at = end;
    }
    return count;
  }
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a[i] === b[i]) i += 1;
  return i;
}
