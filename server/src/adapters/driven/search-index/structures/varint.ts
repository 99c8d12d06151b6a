/**
 * A buffer that grows as bytes are written. Numbers are LEB128: seven bits per byte, low bits first. The high bit
 * says that more bytes follow.
 */
export class ByteWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param value from 0 to 2^32 - 1 */
  varint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** @param value from 0 to 255 */
  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Writes the bytes `[from, to)`. */
  append(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    for (let i = from; i < to; i += 1) this.#bytes[this.#length++] = bytes[i]!;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/**
 * Reads numbers one after the other and keeps its place. One reader is shared by many reads, so that none is
 * allocated.
 */
export class VarintReader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  next(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; ; shift += 7) {
      byte = bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** The next `length` numbers. */
  take(length: number): number[] {
    const { bytes } = this;
    let { at } = this;
    const numbers = new Array<number>(length);
    for (let i = 0; i < length; i += 1) {
      let value = bytes[at++]!;
      if (value >= 0x80) {
        this.at = at - 1;
        value = this.next();
        ({ at } = this);
      }
      numbers[i] = value;
    }
    this.at = at;
    return numbers;
  }
}
