import { addBit, bitWords, hasBit, type Bits } from './bits.ts';
import { Offsets } from './offsets.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

/**
 * Texts by number. Nearly all texts have only characters up to U+00FF and take one byte per character. The others
 * ("wide") are UTF-16. When the column is first used, it becomes one JavaScript string, which takes 0.1 ms per
 * megabyte. Reading a text is then a slice of this string, which takes 15 ns. Decoding from the bytes would take 100
 * ns for the call alone.
 */
export class TextColumn {
  readonly size: number;
  /** All texts, one after the other; see {@link startOf}. */
  readonly bytes: Buffer;
  readonly #starts: Offsets;
  readonly #wide: Bits;
  #text: string | undefined;

  constructor(sections: SectionReader) {
    const bytes = sections.u8('bytes');
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#starts = new Offsets(sections.within('starts'));
    this.size = this.#starts.length - 1;
    this.#wide = new Int32Array(bitWords(this.size));
    for (const i of sections.u32('wide')) addBit(this.#wide, i);
  }

  static write(sections: SectionWriter, texts: readonly string[]): void {
    const starts = new Uint32Array(texts.length + 1);
    const wide: number[] = [];
    for (let i = 0; i < texts.length; i += 1) {
      const isTextWide = isWide(texts[i]!);
      if (isTextWide) wide.push(i);
      starts[i + 1] = starts[i]! + texts[i]!.length * (isTextWide ? 2 : 1);
    }
    const bytes = Buffer.alloc(starts[texts.length]!);
    for (let i = 0; i < texts.length; i += 1) {
      const isTextWide = starts[i + 1]! - starts[i]! > texts[i]!.length;
      bytes.write(texts[i]!, starts[i]!, isTextWide ? 'utf16le' : 'latin1');
    }
    sections.add('bytes', bytes);
    Offsets.write(sections.within('starts'), starts);
    sections.add('wide', new Uint32Array(wide));
  }

  /** Where a text starts in the bytes. */
  startOf(i: number): number {
    return this.#starts.at(i);
  }

  /** Whether a text takes more than one byte per character. */
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
