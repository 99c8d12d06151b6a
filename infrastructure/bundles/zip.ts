import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { readonly path: string; readonly bytes: Buffer };

/** Sizes of the fixed parts of a ZIP file, in bytes (APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16). */
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;

const VERSION = 20;
/** The flag that the path is UTF-8 (section 4.4.4). */
const UTF8 = 0x0800;
const DEFLATE = 8;
/** The earliest date that a ZIP file can have. A fixed date makes the same files always give the same bytes. */
const FIRST_OF_1980 = 0x0021;
/** The mode of a regular Unix file that everybody may read, because Lambda runs the code as another user. */
const MODE = (0o100644 << 16) >>> 0;
const MADE_BY_UNIX = 3 << 8;

/**
 * Makes a ZIP file. The same entries always give the same bytes, on every machine, so that scripts/deploy/put-code.ts
 * uploads a function only when its code has changed.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path, 'utf8');
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = commonFields(name, packed, bytes);
    const local = Buffer.alloc(LOCAL);
    local.writeUInt32LE(0x04034b50, 0);
    common.copy(local, 4);
    files.push(local, name, packed);
    const central = Buffer.alloc(CENTRAL);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(MADE_BY_UNIX | VERSION, 4);
    common.copy(central, 6);
    central.writeUInt32LE(MODE, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    offset += LOCAL + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...files, ...directory, endOf(entries.length, size, offset)]);
}

/** Returns the fields that the local and the central header share, from the version onwards. */
function commonFields(name: Buffer, packed: Buffer, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(FIRST_OF_1980, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function endOf(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(END);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
