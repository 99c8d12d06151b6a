import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntryItem } from './cache-item.ts';

/**
 * Payloads smaller than this are not compressed. DynamoDB bills writes in whole kilobytes, and the gzip header can cost
 * more than compression saves.
 */
const COMPRESS_FROM_BYTES = 1_000;

/** The maximum size of a payload after decompression, in bytes. A page of movies takes about 15 kB. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

/**
 * DynamoDB limits an item to 400 KB. Besides the payload, the limit includes the other attributes and the names of all
 * attributes. Together these take about 200 bytes.
 */
const MAX_STORED_BYTES = 400 * 1024 - 1_024;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** @returns `undefined` when the payload does not fit into an item */
export async function packPayload(text: string): Promise<Pick<EntryItem, 'encoding' | 'payload'> | undefined> {
  const bytes = Buffer.from(text, 'utf8');
  const isSmall = bytes.length < COMPRESS_FROM_BYTES;
  const payload = isSmall ? bytes : await compress(bytes);
  if (payload.length > MAX_STORED_BYTES) return undefined;
  return { encoding: isSmall ? 'identity' : 'gzip', payload };
}

/** @returns `undefined` when the payload is damaged */
export async function unpackPayload({ encoding, payload }: EntryItem): Promise<string | undefined> {
  try {
    const bytes = encoding === 'gzip' ? await decompress(payload, { maxOutputLength: MAX_PAYLOAD_BYTES }) : payload;
    return Buffer.from(bytes).toString('utf8');
  } catch {
    return undefined;
  }
}
