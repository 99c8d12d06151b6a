import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntryItem } from './cache-item.ts';

/** Below this the header costs more than compressing saves; a write is paid for by the kilobyte. */
const COMPRESS_FROM_BYTES = 1_000;

/** Of a payload that says that it is compressed; a movie page is some 15 kB. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

/** 400 KB is DynamoDB's limit for an item with the names and the other attributes, some 200 bytes. */
const MAX_STORED_BYTES = 400 * 1024 - 1_024;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** @returns `undefined` when it does not fit into an item */
export async function packPayload(text: string): Promise<Pick<EntryItem, 'encoding' | 'payload'> | undefined> {
  const bytes = Buffer.from(text, 'utf8');
  const isSmall = bytes.length < COMPRESS_FROM_BYTES;
  const payload = isSmall ? bytes : await compress(bytes);
  if (payload.length > MAX_STORED_BYTES) return undefined;
  return { encoding: isSmall ? 'identity' : 'gzip', payload };
}

/** @returns `undefined` when it is broken */
export async function unpackPayload({ encoding, payload }: EntryItem): Promise<string | undefined> {
  try {
    const bytes = encoding === 'gzip' ? await decompress(payload, { maxOutputLength: MAX_PAYLOAD_BYTES }) : payload;
    return Buffer.from(bytes).toString('utf8');
  } catch {
    return undefined;
  }
}
