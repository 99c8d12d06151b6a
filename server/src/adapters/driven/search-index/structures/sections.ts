import { crc32 } from 'node:zlib';
import { snapshotDamaged, snapshotOfOtherVersion } from './snapshot-errors.ts';

/** Increase this with every change of the format or of the rules by which films are indexed. */
export const SNAPSHOT_VERSION = 13;

/** "MQSX" read as a little-endian number. */
const MAGIC = 0x5853514d;
const HEADER_WORDS = 5;
const NAME_BYTES = 40;
const ENTRY_BYTES = NAME_BYTES + 8;
/** Sections start at multiples of this, so that typed arrays can be laid over them. */
const ALIGNMENT = 8;
/** Node reads no larger file at once. The offsets of the format would go up to twice this size. */
const MOST_BYTES = 2 ** 31 - 1;

type Section = Uint8Array | Uint16Array | Uint32Array;

/**
 * Returns sections by name.
 *
 * @throws MarqueeError `snapshot-damaged` if there is no section of this name
 */
export type SectionReader = {
  u8(name: string): Uint8Array;
  u16(name: string): Uint16Array;
  u32(name: string): Uint32Array;
  /** Whether there is any section whose name begins with this name and a dot. */
  has(name: string): boolean;
  /** The sections whose names begin with this name and a dot. Each is known by the rest of its name. */
  within(name: string): SectionReader;
};

/**
 * Takes named arrays of numbers. They can be read immediately, before there is a file. {@link finish} writes them as
 * one file:
 *
 *     | magic | version | crc32 of all that follows it | length of the file | sections |      5 x u32
 *     | name, zero-filled to 40 bytes | offset u32 | length in bytes u32 |                    one for each section
 *     | section | 0 to 7 zeros | section | ...                                                little-endian
 */
export class SectionWriter implements SectionReader {
  /**
   * The sections within a name have a map of their own. With a single map for all sections, making and looking up the
   * full names took a quarter of the time of building a small segment.
   */
  readonly #sections = new Map<string, Section | SectionWriter>();

  add(name: string, section: Section): void {
    this.#sections.set(name, section);
  }

  has(name: string): boolean {
    return this.#sections.has(name);
  }

  /** A writer for sections whose full name is this name, a dot and their own name. */
  within(name: string): SectionWriter {
    const known = this.#sections.get(name);
    if (known instanceof SectionWriter) return known;
    const sections = new SectionWriter();
    this.#sections.set(name, sections);
    return sections;
  }

  u8(name: string): Uint8Array {
    return this.#find(name, Uint8Array);
  }

  u16(name: string): Uint16Array {
    return this.#find(name, Uint16Array);
  }

  u32(name: string): Uint32Array {
    return this.#find(name, Uint32Array);
  }

  /** @throws RangeError if the file would be larger than 2 GiB: its offsets would wrap around, or Node could not read it */
  finish(): Uint8Array {
    const sections = this.#named('');
    const dataStart = aligned(HEADER_WORDS * 4 + sections.length * ENTRY_BYTES);
    const length = sections.reduce((end, [, { byteLength }]) => aligned(end) + byteLength, dataStart);
    if (length > MOST_BYTES) throw new RangeError(`a snapshot of ${String(length)} bytes is above the limit of 2 GiB`);
    const file = new Uint8Array(length);
    const view = new DataView(file.buffer);
    const text = Buffer.from(file.buffer);
    let entry = HEADER_WORDS * 4;
    let end = dataStart;
    for (const [name, { buffer, byteOffset, byteLength }] of sections) {
      if (name.length > NAME_BYTES) throw new RangeError(`section name too long: ${name}`);
      const start = aligned(end);
      text.write(name, entry, 'latin1');
      view.setUint32(entry + NAME_BYTES, start, true);
      view.setUint32(entry + NAME_BYTES + 4, byteLength, true);
      file.set(new Uint8Array(buffer, byteOffset, byteLength), start);
      entry += ENTRY_BYTES;
      end = start + byteLength;
    }
    view.setUint32(0, MAGIC, true);
    view.setUint32(4, SNAPSHOT_VERSION, true);
    view.setUint32(12, length, true);
    view.setUint32(16, sections.length, true);
    view.setUint32(8, crc32(file.subarray(12)), true);
    return file;
  }

  #named(prefix: string): (readonly [name: string, section: Section])[] {
    return [...this.#sections].flatMap(([name, section]) =>
      section instanceof SectionWriter ? section.#named(`${prefix}${name}.`) : [[`${prefix}${name}`, section] as const],
    );
  }

  #find<T extends Section>(name: string, kind: new (length: number) => T): T {
    const section = this.#sections.get(name);
    if (!(section instanceof kind)) throw missing(name);
    return section;
  }
}

/** Returns the sections of a file as typed arrays over its bytes. Nothing is copied or parsed. */
export class SectionFile implements SectionReader {
  /** The crc32 of all that follows it. */
  readonly checksum: number;
  readonly #bytes: Uint8Array;
  readonly #entries = new Map<string, { readonly start: number; readonly length: number }>();

  /** @throws MarqueeError `snapshot-damaged` or `snapshot-of-other-version` */
  constructor(bytes: Uint8Array) {
    if (bytes.length < HEADER_WORDS * 4) throw snapshotDamaged('it is shorter than its header');
    // A slice of a buffer pool may start at any address. A file that was read as a whole starts at 0 and is not
    // copied.
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    if (view.getUint32(0, true) !== MAGIC) throw snapshotDamaged('it does not begin with "MQSX"');
    if (view.getUint32(4, true) !== SNAPSHOT_VERSION) throw snapshotOfOtherVersion(view.getUint32(4, true));
    if (view.getUint32(12, true) !== bytes.length) throw snapshotDamaged('its length is not the length in its header');
    this.checksum = view.getUint32(8, true);
    if (this.checksum !== crc32(this.#bytes.subarray(12))) throw snapshotDamaged('its checksum is wrong');
    if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) throw snapshotDamaged('this machine is big-endian');
    const sections = view.getUint32(16, true);
    const { buffer, byteOffset } = this.#bytes;
    const names = Buffer.from(buffer, byteOffset, HEADER_WORDS * 4 + sections * ENTRY_BYTES).toString('latin1');
    for (let i = 0; i < sections; i += 1) {
      const entry = HEADER_WORDS * 4 + i * ENTRY_BYTES;
      const nameEnd = names.indexOf('\0', entry);
      const name = names.slice(entry, Math.min(nameEnd < 0 ? Infinity : nameEnd, entry + NAME_BYTES));
      const start = view.getUint32(entry + NAME_BYTES, true);
      this.#entries.set(name, { start, length: view.getUint32(entry + NAME_BYTES + 4, true) });
    }
  }

  u8(name: string): Uint8Array {
    const { start, length } = this.#find(name);
    return this.#bytes.subarray(start, start + length);
  }

  u16(name: string): Uint16Array {
    const { start, length } = this.#find(name);
    return new Uint16Array(this.#bytes.buffer, this.#bytes.byteOffset + start, length / 2);
  }

  u32(name: string): Uint32Array {
    const { start, length } = this.#find(name);
    return new Uint32Array(this.#bytes.buffer, this.#bytes.byteOffset + start, length / 4);
  }

  has(name: string): boolean {
    return [...this.#entries.keys()].some((each) => each.startsWith(`${name}.`));
  }

  within(name: string): SectionReader {
    return new SectionsWithin(this, name);
  }

  #find(name: string) {
    const entry = this.#entries.get(name);
    if (!entry) throw missing(name);
    return entry;
  }
}

class SectionsWithin implements SectionReader {
  readonly #all: SectionReader;
  readonly #prefix: string;

  constructor(all: SectionReader, prefix: string) {
    this.#all = all;
    this.#prefix = prefix;
  }

  u8(name: string): Uint8Array {
    return this.#all.u8(`${this.#prefix}.${name}`);
  }

  u16(name: string): Uint16Array {
    return this.#all.u16(`${this.#prefix}.${name}`);
  }

  u32(name: string): Uint32Array {
    return this.#all.u32(`${this.#prefix}.${name}`);
  }

  has(name: string): boolean {
    return this.#all.has(`${this.#prefix}.${name}`);
  }

  within(name: string): SectionReader {
    return new SectionsWithin(this, name);
  }
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function missing(name: string) {
  return snapshotDamaged(`it has no section "${name}"`);
}
