import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;

/**
 * Unpacks a ZIP file whose entries are deflated and whose headers contain the sizes, as in the infrastructure's ZIP
 * files.
 */
export function unzip(bytes: Buffer, folder: string): void {
  let offset = 0;
  while (bytes.readUInt32LE(offset) === LOCAL_HEADER) {
    const packed = bytes.readUInt32LE(offset + 18);
    const nameStart = offset + 30;
    const dataStart = nameStart + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const name = bytes.toString('utf8', nameStart, nameStart + bytes.readUInt16LE(offset + 26));
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, inflateRawSync(bytes.subarray(dataStart, dataStart + packed)));
    offset = dataStart + packed;
  }
}
