import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SectionFile, SectionWriter, SNAPSHOT_VERSION } from './sections.ts';

function written(): SectionWriter {
  const sections = new SectionWriter();
  sections.add('bytes', Uint8Array.of(1, 2, 3));
  sections.add('words', Uint16Array.of(4, 5_000));
  sections.add('numbers', Uint32Array.of(6, 7_000_000_000 % 2 ** 32));
  sections.add('none', new Uint32Array(0));
  sections.within('a.b').within('c').add('more', Uint8Array.of(8));
  return sections;
}

function file(): Uint8Array {
  return written().finish();
}

const codeOf = (bytes: Uint8Array): unknown => {
  try {
    new SectionFile(bytes);
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('sections', () => {
  test('come back unchanged, both before there is a file and at any address of the file in memory', () => {
    const pool = new Uint8Array(file().length + 3);
    pool.set(file(), 3);
    for (const reader of [written(), new SectionFile(file()), new SectionFile(pool.subarray(3))]) {
      expect([...reader.u8('bytes')]).toEqual([1, 2, 3]);
      expect([...reader.u16('words')]).toEqual([4, 5_000]);
      expect([...reader.u32('numbers')]).toEqual([6, 7_000_000_000 % 2 ** 32]);
      expect(reader.u32('none')).toHaveLength(0);
      expect([...reader.within('a.b').within('c').u8('more')]).toEqual([8]);
    }
  });

  test('an error names a section that is missing', () => {
    expect(() => written().u8('other')).toThrow(/"other"/);
    expect(() => new SectionFile(file()).within('a').u8('other')).toThrow(/"a.other"/);
  });

  test('a name that is too long for the file is refused', () => {
    const sections = new SectionWriter();
    sections.within('a'.repeat(20)).add('b'.repeat(20), new Uint8Array(0));
    expect(() => sections.finish()).toThrow(RangeError);
  });

  test('a file of 2 GiB is refused, because Node could not read it and larger offsets would wrap around', () => {
    const sections = new SectionWriter();
    // The system gives these bytes no memory until they are written.
    sections.add('large', new Uint8Array(2 ** 31));
    expect(() => sections.finish()).toThrow(/above the limit of 2 GiB/);
  });

  test('another version is refused with its own error', () => {
    const bytes = file();
    new DataView(bytes.buffer).setUint32(4, SNAPSHOT_VERSION + 1, true);
    expect(codeOf(bytes)).toBe('snapshot-of-other-version');
  });

  test('a file that is cut anywhere is refused', () => {
    for (let length = 0; length < file().length; length += 1) {
      expect(codeOf(file().subarray(0, length))).toBe('snapshot-damaged');
    }
  });

  test('a file in which any byte is changed is refused', () => {
    for (let at = 0; at < file().length; at += 1) {
      const bytes = file();
      bytes[at]! ^= 0x10;
      expect(codeOf(bytes)).toMatch(/^snapshot-(?:damaged|of-other-version)$/);
    }
  });

  test('bytes that are not a snapshot are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codeOf(bytes)).toMatch(/^snapshot-(?:damaged|of-other-version)$/);
      }),
    );
  });
});
