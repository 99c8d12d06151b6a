import { addBit, bitWords, hasBit, type Bits } from './bits.ts';
import { Offsets } from './offsets.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

/**
 * Texts by number, each as it was given. Nearly all texts have only characters up to U+00FF and take one byte a
 * character; the others ("wide") are UTF-16. The whole column is made one JavaScript string when first used (0.1 ms a
 * megabyte), of which a text is a slice: 15 ns, where decoding from the bytes costs 100 ns in the call alone.
 */
export class TextColumn {
  readonly size: number;
  /** All texts in a row; see {@link startOf}. */
  readonly bytes: Buffer;
  readonly #starts: Offsets;
  readonly #wide: Bits;
  #text: string | undefined;

  constructor(sections: SectionReader, name: string) {
    const bytes = sections.u8(`${name}.bytes`);
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#starts = new Offsets(sections, `${name}.starts`);
    this.size = this.#starts.length - 1;
    this.#wide = new Int32Array(bitWords(this.size));
    for (const i of sections.u32(`${name}.wide`)) addBit(this.#wide, i);
  }

  static write(sections: SectionWriter, name: string, texts: readonly string[]): void {
    const starts = new Uint32Array(texts.length + 1);
    const wide = texts.flatMap((text, i) => (isWide(text) ? [i] : []));
    const isWideAt = new Set(wide);
    const parts = texts.map((text, i) => Buffer.from(text, isWideAt.has(i) ? 'utf16le' : 'latin1'));
    for (const [i, part] of parts.entries()) starts[i + 1] = starts[i]! + part.length;
    sections.add(`${name}.bytes`, Buffer.concat(parts));
    Offsets.write(sections, `${name}.starts`, starts);
    sections.add(`${name}.wide`, Uint32Array.from(wide));
  }

  /** Where a text starts in the bytes. */
  startOf(i: number): number {
    return this.#starts.at(i);
  }

  /** Whether a text is not one byte a character. */
  isWide(i: number): boolean {
    return hasBit(this.#wide, i);
  }

  at(i: number): string {
    const start = this.#starts.at(i);
    const end = this.#starts.at(i + 1);
    if (hasBit(this.#wide, i)) return this.bytes.toString('utf16le', start, end);
    this.#text ??= this.bytes.toString('latin1');
    return this.#text.slice(start, end);
  }
}

function isWide(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0xff) return true;
  return false;
}
